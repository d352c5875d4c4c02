import { sharedContact } from './shared-contact';

export const sharedMobile = sharedContact({
  code: 'SHARED_MOBILE',
  name: { en: 'Shared telephone number', zh: '共用手机号' },
  reason: {
    en: 'Many accounts on one number are a sign of a ring. Two people of one household may have one number.',
    zh: '多人共用一个手机号为团伙特征；夫妻或家人共用除外',
  },
  isMeant: ({ kind, role }) => (kind === 'MOBILE' || kind === 'LANDLINE') && role !== 'EMERGENCY',
  limitOf: ({ mobileUsers }) => mobileUsers,
});
