export { writeAgainOnDeadlock } from '../../platform/database';
