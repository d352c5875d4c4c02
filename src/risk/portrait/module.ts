import { BorrowerPortraitField, PortraitItemFields } from './api/portrait.field';

export const PORTRAIT_RESOLVERS = [BorrowerPortraitField, PortraitItemFields] as const;
