import { Command, Option } from 'commander';
import { PERMISSIONS, type Permission, ROLE_GRANTS, ROLES, type Role } from '../kernel';
import { ConfigError, loadConfig } from '../platform/config';
import { DevelopmentIssuer } from './tokens/development-issuer';

const command = new Command('token')
  .description('Prints a bearer token for development.')
  .addOption(new Option('--role <role>', 'role of the caller').choices(ROLES).makeOptionMandatory())
  .addOption(
    new Option('--grant <permission...>', 'permission beyond the role, where the role allows it').choices(
      PERMISSIONS,
    ),
  )
  .option('--client <id>', 'client system that the token speaks for')
  .option('--subject <name>', 'person that the token speaks for, such as the second one who reviews')
  .action(async (options: { role: Role; grant?: Permission[]; client?: string; subject?: string }) => {
    const refused = (options.grant ?? []).filter(
      (name) => !ROLE_GRANTS[options.role].grantable.includes(name),
    );
    if (refused.length > 0)
      command.error(`error: the role ${options.role} cannot be granted ${refused.join(', ')}`);
    const config = loadConfig();
    if (config.auth.keys.kind !== 'development')
      command.error(
        'error: tokens are issued here in development only; AUTH_JWKS_FILE or AUTH_JWKS_URL is set',
      );
    const issuer = await DevelopmentIssuer.open(config.varDir, config.auth);
    const { token } = await issuer.issue(options.role, options.grant, options.client, options.subject);
    process.stdout.write(`${token}\n`);
  });

command.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
