import { type Permission, Sensitive } from '../../../src/kernel';
import { Disclosures, type RequestContext } from '../../../src/platform/request';
import { maskedUnlessPermitted } from '../../../src/security';

const contextOf = (...permissions: Permission[]): RequestContext =>
  ({
    principal: { subject: 's', clientId: 'c', role: 'app', permissions: new Set(permissions) },
    disclosures: new Disclosures(),
  }) as unknown as RequestContext;

const OWNER = { type: 'Borrower', id: '42' } as const;
const show = (context: RequestContext): string =>
  maskedUnlessPermitted(context, OWNER, 'name', Sensitive.of('林清'), (clear) => `${clear.slice(0, 1)}某`);

describe('a personal value', () => {
  it('is masked, and not noted, without pii:read', () => {
    const context = contextOf('borrower:read', 'bureau:read');
    expect(show(context)).toBe('林某');
    expect(context.disclosures.all).toEqual([]);
  });

  it('is clear, and noted for the audit, with pii:read', () => {
    const context = contextOf('pii:read');
    expect(show(context)).toBe('林清');
    expect(context.disclosures.all).toEqual([{ ...OWNER, fields: new Set(['name']) }]);
  });

  it('that cannot be opened is shown to nobody', () => {
    const broken = Sensitive.lazy<string>(() => {
      throw new Error('the cell has no known form');
    });
    expect(() => maskedUnlessPermitted(contextOf('pii:read'), OWNER, 'name', broken, String)).toThrow(
      'no known form',
    );
  });
});
