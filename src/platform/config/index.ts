/** Reads the environment once, checks all of it, and refuses to start with what is unsafe. Nobody else reads it. */
export type { BiometricsSettings } from './biometrics';
export type { BaihangSettings, BureauConfig, NifaSettings, ShanghaiCreditSettings } from './bureaus';
export { type Config, ConfigError, loadConfig } from './config';
export type { DecisionFiles } from './decisions';
export { ENVIRONMENT } from './environment';
export { makeFolderOf } from './folder';
