import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { smesdModels } from './smesd/models';

/**
 * What the gateway's own graph adds to the attributes of a firm, on firms that were observed later. Ends with 1 when the
 * lift is too small. `npm run bench:scorecard-smesd -- FOLDER`, where FOLDER holds the .csv files of SMEsD.
 */

const LEAST_LIFT = 0.1;

async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    process.stderr.write('name the folder that holds the .csv files of SMEsD\n');
    return 2;
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'scorecard-smesd-'));
  try {
    const { alone, withGraph } = await smesdModels(folder, scratch);
    for (const { name, heldOut, heldOutFirms, outOfFold } of [alone, withGraph])
      process.stdout.write(
        `${name}: AUC ${heldOut.toFixed(4)} on the ${heldOutFirms} firms held out, ${outOfFold.toFixed(4)} out of fold\n`,
      );
    const lift = withGraph.heldOut - alone.heldOut;
    const kept = lift >= LEAST_LIFT;
    process.stdout.write(
      `${kept ? 'kept  ' : 'BROKEN'}  the graph lifts the AUC by ${LEAST_LIFT} or more: ${lift.toFixed(4)}\n`,
    );
    return kept ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exitCode = 1;
  },
);
