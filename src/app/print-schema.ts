import 'reflect-metadata';
import { makeSchema, printedSchema } from './schema';

process.stdout.write(printedSchema(makeSchema()));
