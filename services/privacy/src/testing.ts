export { quietRightsPorts } from './rights/quiet-rights-ports.ts';
