import { sharedContact } from './shared-contact';

export const sharedAddress = sharedContact({
  code: 'SHARED_ADDRESS',
  name: { en: 'Shared address or network', zh: '共用地址或无线网络' },
  reason: {
    en: 'Several firms in one room, or many borrowers at one door, may be one. An office building or a dormitory is honest.',
    zh: '多家企业同一办公室或多名借款人同一住址，可能为同一控制人；写字楼、宿舍除外',
  },
  isMeant: ({ kind, role }) => (kind === 'ADDRESS' || kind === 'WIFI') && role !== 'EMERGENCY',
  limitOf: ({ addressUsers }) => addressUsers,
});
