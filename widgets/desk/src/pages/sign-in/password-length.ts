/** As the server has it; it decides, this only saves a way there and back. */
export const MIN_PASSWORD_LENGTH = 12;
