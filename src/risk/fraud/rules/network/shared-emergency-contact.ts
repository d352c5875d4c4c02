import { sharedContact } from './shared-contact';

export const sharedEmergencyContact = sharedContact({
  code: 'SHARED_EMERGENCY_CONTACT',
  name: { en: 'Shared emergency contact', zh: '共用紧急联系人' },
  reason: {
    en: 'Applicants of several homes who all name one telephone may be led by who answers it.',
    zh: '多个不同家庭的申请人填写同一紧急联系人，可能受同一中介操控',
  },
  isMeant: ({ role }) => role === 'EMERGENCY',
  limitOf: ({ emergencyContactUsers }) => emergencyContactUsers,
});
