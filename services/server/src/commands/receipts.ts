import { readFile } from 'node:fs/promises';
import { createReceiptSigner, receiptKeyPurpose, verifyReceipt, type Verdict } from '@foyer/privacy';
import { textOption, UsageError, type BareCommand } from '../command-line.ts';
import { loadConfig } from '../config.ts';
import { loadSecrets } from '../secrets.ts';

// A receipt has some kilobytes; what is much larger is none.
const maxBytes = 1_000_000;

export const verifyReceiptFile: BareCommand = {
  name: 'receipt:verify',
  summary: 'Says whether the receipt of an erasure is genuine; needs neither server nor database.',
  options: {
    file: { type: 'string', describe: 'the receipt', required: true, isPath: true },
    key: {
      type: 'string',
      describe: 'the publicKey of /privacy/receipt-key; without it that of the data folder',
    },
  },
  needs: 'nothing',
  run: async (env, options, io) => {
    const text = await readFile(textOption(options, 'file'));
    if (text.length > maxBytes) throw new UsageError('--file is too large to be a receipt');
    const { key } = options;
    const publicKey = typeof key === 'string' ? key : await ownKey(env);
    const verdict = verdictOf(text.toString(), publicKey);
    if (!verdict.isGenuine) {
      io.warn(`NOT genuine: ${inWords[verdict.problem]}`);
      return 1;
    }
    const { receipt } = verdict;
    io.print(`genuine: ${receipt.company}, request ${receipt.request}, erased on ${receipt.erasedAt}`);
    for (const { what, records } of receipt.erased) io.print(`erased    ${what}: ${records}`);
    for (const { what, why, until } of receipt.retained)
      io.print(`retained  ${what}: ${why}, until ${until}`);
    return 0;
  },
};

const inWords: Record<Extract<Verdict, { isGenuine: false }>['problem'], string> = {
  not_a_receipt: 'the file is no receipt of an erasure',
  other_key: 'it was signed with another key',
  changed: 'it is not as it was signed',
};

async function ownKey(env: Parameters<BareCommand['run']>[0]): Promise<string> {
  const secrets = await loadSecrets(loadConfig(env));
  return createReceiptSigner(secrets.keyFor(receiptKeyPurpose)).key.publicKey;
}

function verdictOf(text: string, publicKey: string): Verdict {
  try {
    return verifyReceipt(text, publicKey);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`--key: ${error.message}`, { cause: error });
    throw error;
  }
}
