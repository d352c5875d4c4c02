// By its path: jest.config.cjs sends the name here.
const fc = require('../../../node_modules/fast-check/lib/cjs/fast-check.js');

/** One seed for all runs, so that what fails fails again; another is tried with PROPERTY_SEED. */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_260_630) });

module.exports = fc;
