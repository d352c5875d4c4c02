import type { DataVault } from '../../platform/crypto';
import { type Database, fromNullableSqlInstant } from '../../platform/database';
import { bindById } from '../../platform/lists';
import type { LoaderBinding } from '../../platform/loaders';
import type { ContactPointKind, DeviceKind } from './device.codes';
import { contactPointById, deviceById } from './device.loaders';
import type { ContactPointRecord, DeviceRecord } from './device.records';

interface DeviceRow {
  id: string | number;
  kind: DeviceKind;
  fingerprint_cell: Buffer;
  system_name: string | null;
  emulator: number | boolean;
  first_seen_at: string | null;
}

interface ContactPointRow {
  id: string | number;
  kind: ContactPointKind;
  value_cell: Buffer;
}

export class DeviceRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: DataVault,
  ) {}

  get loaders(): LoaderBinding[] {
    return [
      bindById(
        deviceById,
        this.database,
        { select: 'id, kind, fingerprint_cell, system_name, emulator, first_seen_at', from: 'device' },
        (row: DeviceRow) => this.#device(row),
      ),
      bindById(
        contactPointById,
        this.database,
        { select: 'id, kind, value_cell', from: 'contact_point' },
        (row: ContactPointRow) => this.#contactPoint(row),
      ),
    ];
  }

  #device(row: DeviceRow): DeviceRecord {
    const id = String(row.id);
    return {
      id,
      kind: row.kind,
      fingerprint: this.vault.sensitive(row.fingerprint_cell, {
        table: 'device',
        column: 'fingerprint_cell',
        row: id,
      }),
      systemName: row.system_name,
      emulator: Number(row.emulator) === 1,
      firstSeenAt: fromNullableSqlInstant(row.first_seen_at),
    };
  }

  #contactPoint(row: ContactPointRow): ContactPointRecord {
    const id = String(row.id);
    return {
      id,
      kind: row.kind,
      value: this.vault.sensitive(row.value_cell, {
        table: 'contact_point',
        column: 'value_cell',
        row: id,
      }),
    };
  }
}
