import type { BusinessDate } from '../../kernel';
import type { Book } from '../book';
import { instantAt } from '../business-date';
import { type Member, member } from '../cast';
import { fictionalBankCard } from '../identities';

/** Qingdao, where all of the demo lives. */
export const REGION = '370200';

/** Who somebody is, and what he is found by. */
export function addSubject(book: Book, { key, kind, name, residentId, creditCode, ...rest }: Member): void {
  book.add('subject', key, {
    kind,
    name,
    birthDate: rest.birthDate ?? null,
    sex: rest.sex ?? null,
    regionCode: REGION,
    residentId: residentId ?? null,
    creditCode: creditCode ?? null,
    mobile: rest.mobile ?? null,
    bankCard: kind === 'PERSON' ? fictionalBankCard(rest.number) : null,
  });
  if (rest.mobile) addContact(book, key, { kind: 'MOBILE', value: rest.mobile, role: 'OWN' });
}

interface Contact {
  readonly kind: 'MOBILE' | 'ADDRESS' | 'EMAIL';
  readonly value: string;
  /** Of the contact point; the value itself without. */
  readonly key?: string;
  readonly role: string;
  readonly since?: BusinessDate;
}

/** A way to reach somebody; two who give the same value meet in one contact point. */
export function addContact(
  book: Book,
  subject: string,
  { kind, value, key = value, role, since }: Contact,
): void {
  const point = `${kind.toLowerCase()}-${key}`;
  book.addOnce('contact_point', point, { kind, value });
  book.add('contact_point_use', `${subject}/${point}`, {
    subject,
    contactPoint: point,
    role,
    since: since ?? null,
    until: null,
  });
}

interface DeviceSketch {
  readonly key: string;
  readonly users: readonly {
    subject: string;
    firstSeen: BusinessDate;
    lastSeen: BusinessDate;
    times: number;
  }[];
  readonly systemName: string;
  readonly emulator?: boolean;
}

/** A phone and who was seen on it. */
export function addDevice(book: Book, { key, users, systemName, emulator = false }: DeviceSketch): void {
  const firstSeen = users.map((user) => user.firstSeen).sort()[0];
  book.add('device', key, {
    kind: 'PHONE',
    fingerprint: `demo-fingerprint-${key}`,
    systemName: systemName,
    emulator: String(emulator),
    firstSeenAt: firstSeen ? instantAt(firstSeen, '09:30') : null,
  });
  for (const user of users)
    addDeviceUse(book, key, user.subject, {
      times: user.times,
      firstSeenAt: instantAt(user.firstSeen, '09:30'),
      lastSeenAt: instantAt(user.lastSeen, '20:15'),
    });
}

interface DeviceUse {
  readonly times: number;
  /** Instants. */
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** Somebody was seen on a device. */
export function addDeviceUse(book: Book, device: string, subject: string, use: DeviceUse): void {
  book.add('device_use', `${device}/${subject}`, { device, subject, ...use, times: String(use.times) });
}

/** The access point of a public network: whoever is in the building is seen on it. */
export function addPublicNetwork(book: Book, key: string, name: string): void {
  book.add('device', key, {
    kind: 'OTHER',
    fingerprint: `demo-fingerprint-${name}`,
    systemName: 'Wi-Fi',
    emulator: 'false',
    firstSeenAt: null,
  });
}

/** A telephone that only its owner uses. */
export function addOwnPhone(
  book: Book,
  subject: string,
  firstSeen: BusinessDate,
  lastSeen: BusinessDate,
): void {
  const { number } = member(subject);
  addDevice(book, {
    key: `phone-${subject}`,
    systemName: number % 2 === 0 ? 'Android 15' : 'iOS 18',
    users: [{ subject, firstSeen, lastSeen, times: 40 + ((number * 37) % 160) }],
  });
}

interface Tie {
  readonly weight?: string;
  readonly weightUnit?: string;
  readonly since?: BusinessDate;
  readonly evidence?: string;
}

/** What `from` is to `to`, such as the guarantor of it. One pair may be tied once in each kind. */
export function addRelation(book: Book, from: string, kind: string, to: string, tie: Tie = {}): void {
  book.add('relation', `${from}/${kind}/${to}`, {
    fromSubject: from,
    kind,
    toSubject: to,
    weight: tie.weight ?? null,
    weightUnit: tie.weightUnit ?? null,
    since: tie.since ?? null,
    until: null,
    evidence: tie.evidence ?? null,
  });
}
