export const captcha = {
  intro: 'How visitors prove that they are no machine: what is asked of them, and what comes back.',
  activity: 'Activity',
  period: 'Period',
  periods: { '24': '24 hours', '168': '7 days', '720': '30 days' },
  puzzles: 'Puzzles',
  solved: 'Solved',
  refused: 'Refused',
  inScript: 'Solved in JavaScript',
  inScriptHint: 'without WebAssembly, slower',
  ofPuzzles: (solved: number, puzzles: number) =>
    puzzles === 0 ? '' : `${Math.round((solved / puzzles) * 100)} % of puzzles`,
  seconds: (value: number) => `${Math.round(value * 10) / 10} s`,
  flow: 'Puzzles and solutions',
  flowHint: (hours: number) => (hours === 1 ? 'Each hour.' : `Each ${hours} hours.`),
  refusals: 'Refused solutions by reason',
  refusalsHint: 'A few are normal: pages left open too long, a button pressed twice.',
  refusal: (reason: string) => refusals[reason] ?? reason.replaceAll('_', ' '),
  noRefusals: 'None was refused',
  solveTimes: 'Time to solve',
  solveTimesHint:
    'As the visitors’ browsers say. Half are faster than the solid line; 95 of 100 than the dashed one.',
  solveTime: (kind: 'js' | 'wasm', percentile: number) =>
    `${kind === 'wasm' ? 'WebAssembly' : 'JavaScript'}, ${percentile === 50 ? 'median' : 'p95'}`,
  quiet: 'No puzzles in this time',
  quietHint: 'Charts appear when the first visitor opens a form with the captcha.',
  noSites: 'No site yet',
  noSitesHint:
    'A site gives you the key for your pages and the secret for your server. Make the first one above.',
  newSite: 'New site',
  editSite: 'Edit site',
  create: 'Create site',
  name: 'Name',
  nameHint: 'For you and your colleagues.',
  nameMissing: 'Please give the site a name.',
  siteKey: 'Site key',
  origins: 'Origins',
  originsHint: 'Where the captcha may be used, one on each line: https://www.example.org',
  originsMissing: 'Please name at least one origin.',
  memoryHard: 'Memory-hard puzzles',
  off: 'Off',
  memory: (mebibytes: number) => `On, ${mebibytes} MiB`,
  createdAt: 'Made on',
  ladder: 'Difficulty by requests from one address within 30 minutes',
  ladderOf: (name: string) => `Difficulty ladder of ${name}`,
  requests: 'Requests',
  solutions: 'Solutions',
  difficulty: 'Difficulty',
  hashes: 'Hashes on average',
  stepRange: (above: number, next: number | undefined) => {
    if (next === undefined) return `${above + 1} and more`;
    return next === above + 1 ? String(next) : `${above + 1} to ${next}`;
  },
  editLadder: 'Edit difficulty',
  ladderIntro:
    'The more puzzles one address asks for within 30 minutes, the harder the next one. The last step is the end: nobody is ever refused.',
  ladderVersion: (version: number, at: string | null, by: string | null) =>
    at === null
      ? 'As it was made; nobody has changed it yet.'
      : `Version ${version}, saved ${at}${by === null ? '' : ` by ${by}`}`,
  commandLine: 'The command line',
  above: 'After requests',
  lifeMinutes: 'Life, minutes',
  onPhone: 'Phone',
  onLaptop: 'Laptop',
  about: (seconds: number) =>
    seconds < 0.1 ? '< 0.1 s' : `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`,
  addStep: 'Add step',
  removeStep: (number: number) => `Remove step ${number}`,
  ofStep: (label: string, number: number) => `${label}, step ${number}`,
  stepInShort: (above: number, solutions: number, difficulty: number) =>
    `after ${above}: ${solutions} × ${difficulty}`,
  estimateHint:
    'Eight more in difficulty double the work. Times are averages for a phone of the middle class (5 million hashes a second) and a laptop (30 million); old phones take ten times as long.',
  stepProblems: {
    range:
      'Whole numbers only: 1 to 255 solutions, difficulty 0 to 200, a life of 5 to 1275 minutes in steps of 5.',
    order: 'Each step must hold for more requests than the one before it.',
    easier: 'A step must not be easier than the one before it.',
    hard: 'More than 500 million hashes: that takes minutes on a phone, and would be a refusal in disguise.',
  },
  newSecret: 'New secret',
  newSecretTitle: 'Replace the secret?',
  newSecretText:
    'The secret that your server uses now stops working at once. Put the new one in its place right away.',
  newSecretDeed: 'Replace secret',
  secretTitle: 'Keep this secret',
  secretText:
    'It is shown this once. Your server needs it to check solutions; keep it where no visitor can read it.',
  secret: 'Secret',
};

const refusals: Readonly<Record<string, string>> = {
  missing: 'No solution',
  not_solved: 'Not solved',
  malformed: 'Malformed',
  signature: 'Forged puzzle',
  site: 'Of another site',
  expired: 'Expired',
  future: 'From the future',
  count: 'Too few solutions',
  duplicate: 'A solution twice in one',
  work: 'Wrong solution',
  memory: 'Memory part wrong',
  replayed: 'Used twice',
  other: 'Other',
};
