import type { ApiError } from '../api/api-error.ts';

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** Every sentence of the desk. Another language is another file with the same members. */
export const en = {
  appName: 'Foyer',
  navigation: 'Main',
  notices: 'Notices',
  skipToMain: 'Skip to content',
  loading: 'Loading…',
  tryAgain: 'Try again',
  loadMore: 'Load more',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  saved: 'Saved.',
  discard: 'Discard changes',
  edit: 'Edit',
  remove: 'Remove',
  next: 'Continue',
  done: 'Done',
  undo: 'Undo',
  dismiss: 'Dismiss',
  copy: 'Copy',
  copied: 'Copied',
  haveKeptIt: 'I have kept it',
  nobody: 'Nobody',
  formerColleague: 'Former colleague',
  disconnected:
    'No connection to the server. What you see may be old; it updates as soon as the connection is back.',

  conflict: {
    title: 'Somebody else saved meanwhile',
    text: (by: string, at: string) =>
      `${by} saved ${at}, while you were typing. What you typed is still here, and nothing is overwritten before you choose.`,
    differences: 'Where the two differ',
    before: 'Before',
    theirs: 'Theirs',
    mine: 'Yours',
    none: 'nothing',
    order: 'Order',
    takeTheirs: 'Take theirs',
    saveMine: 'Save mine anyway',
    took: 'Their version is shown now.',
  },

  pages: { inbox: 'Inbox', callbacks: 'Callbacks', captcha: 'Captcha', settings: 'Settings' },

  outdated: {
    title: 'This page was updated',
    text: 'A newer version of the desk is on the server. Load the page again to go on.',
    reload: 'Load again',
  },
  noSuchPage: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or what it led to is gone.',
    home: 'Go to the start',
  },

  errors: {
    forbidden: {
      title: 'You are not allowed to see this',
      next: 'Your roles do not include it. An administrator can change that under Settings, Staff.',
    },
    of: (error: ApiError): { title: string; next: string } => {
      switch (error.failure) {
        case 'offline':
          return {
            title: 'No connection.',
            next: 'Check the network and try again. Nothing you typed is lost.',
          };
        case 'timeout':
          return { title: 'The server took too long.', next: 'It may be busy. Try again in a moment.' };
        case 'unreadable':
          return {
            title: 'The answer could not be understood.',
            next: 'Load the page again; if it stays, tell your administrator.',
          };
        case 'problem':
          return ofProblem(error);
        default:
          return error.failure satisfies never;
      }
    },
  },

  person: {
    you: 'You',
    account: 'Your account',
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
    themes: { system: 'Colours of the system', light: 'Light', dark: 'Dark' },
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    on: 'Shortcuts of single keys',
    onHint:
      'Switch them off if you use speech input or often press keys by mistake. Ctrl+Enter always sends.',
    groups: [
      {
        title: 'In the list',
        keys: [
          ['j', 'Next'],
          ['k', 'Previous'],
          ['Enter', 'Open'],
          ['o', 'Open'],
          ['x', 'Select'],
          ['Esc', 'Unselect, or close the item'],
          ['/', 'Search'],
        ],
      },
      {
        title: 'With the item or the selection',
        keys: [
          ['e', 'Close'],
          ['w', 'Waiting'],
          ['a', 'Assign'],
          ['m', 'Assign to me'],
          ['r', 'Reply'],
          ['n', 'Note'],
          ['z', 'Undo'],
        ],
      },
      {
        title: 'Go to',
        keys: [
          ['g i', 'Inbox'],
          ['g c', 'Callbacks'],
          ['g p', 'Captcha'],
          ['g s', 'Settings'],
        ],
      },
      {
        title: 'Everywhere',
        keys: [
          ['?', 'This help'],
          ['Ctrl+Enter', 'Send what you are writing'],
        ],
      },
    ] as readonly { title: string; keys: readonly (readonly [string, string])[] }[],
  },

  signIn: {
    title: 'Sign in',
    secondTitle: 'One more step',
    againTitle: 'Please sign in again',
    again: 'Your session has ended. What you typed is still there and will be sent after you sign in.',
    foot: 'For staff only. Sign-ins are recorded.',
    email: 'E-mail',
    emailMissing: 'Please enter your e-mail address.',
    password: 'Password',
    passwordMissing: 'Please enter your password.',
    submit: 'Sign in',
    withPasskey: 'Sign in with a passkey',
    withOidc: (name: string) => `Sign in with ${name}`,
    or: 'or',
    totp: 'Code from your authenticator app',
    totpHint: 'Six digits, new every 30 seconds.',
    recovery: 'Recovery code',
    recoveryHint: 'One of those you kept when you set up the second factor. Each works once.',
    useRecovery: 'Use a recovery code',
    useTotp: 'Use the app',
    startOver: 'Start over',
    confirm: 'Confirm',
    setup: 'Nobody has an account yet.',
    setupHow:
      'When the server started it printed a link for the first administrator. Open it in this browser.',
  },

  invitation: {
    title: 'Welcome to the desk',
    intro: 'Choose the name your colleagues see, and a password.',
    name: 'Your name',
    nameHint: 'As colleagues know you.',
    nameMissing: 'Please enter your name.',
    password: 'Password',
    passwordHint: (length: number) =>
      `At least ${length} characters. A few words that only you would put together are best.`,
    passwordTooShort: (length: number) => `Please choose one of at least ${length} characters.`,
    submit: 'Create account',
    doneTitle: 'Your account is ready',
    done: 'From now on you sign in with your password and this e-mail address:',
    goIn: 'Go to the desk',
  },

  inbox: {
    list: 'Messages and callbacks',
    pane: 'Opened item',
    conversation: 'Message and conversation',
    nothingOpen: 'Nothing is open',
    nothingOpenHint: 'Choose a message from the list, or press j to walk through it.',
    search: 'Search',
    searchHint: 'Search names, words, references',
    clearSearch: 'Clear the search',
    filters: 'Filters',
    filtersOn: 'Filters (some are set)',
    clearFilters: 'Clear filters',
    export: 'CSV',
    stateTabs: 'State',
    states: { open: 'Open', waiting: 'Waiting', held: 'Held', closed: 'Closed', all: 'All' },
    kinds: { message: 'Message', callback: 'Callback' },
    kind: 'Kind',
    anyKind: 'Messages and callbacks',
    topic: 'Topic',
    anyTopic: 'Every topic',
    assignee: 'Assigned to',
    anybody: 'Anybody or nobody',
    me: 'Me',
    assignMe: (name: string) => `${name} (me)`,
    assignedTo: (name: string) => `Assigned to ${name}`,
    select: (name: string) => `Select ${name}`,
    isNew: 'New.',
    replies: (number: number) => count(number, 'reply', 'replies'),
    notes: (number: number) => count(number, 'note', 'notes'),
    newOnes: (number: number) => count(number, 'new item', 'new items'),
    noMore: 'That is all.',
    noneFound: 'Nothing found',
    noneFoundHint:
      'No item has all of these words and filters. Try fewer words, or search every state under All.',
    empty: {
      open: { title: 'All done', text: 'No open item. What visitors send appears here by itself.' },
      waiting: {
        title: 'Nothing is waiting',
        text: 'Items you set to waiting for the visitor stay here until an answer comes.',
      },
      held: {
        title: 'Nothing is held',
        text: 'What looks like spam is kept here with its reason, and never dropped.',
      },
      closed: { title: 'Nothing is closed', text: 'Closed items stay here until the day they are deleted.' },
      all: {
        title: 'Nothing has come in yet',
        text: 'Put the contact form on your site; what visitors send appears here.',
      },
    },
    bulk: 'With the selected items',
    selected: (number: number) => `${number} selected`,
    selectAll: (number: number) => `Select all ${number}`,
    all: (number: number) => `All ${number}`,
    clearSelection: 'Clear the selection',
    assign: 'Assign',
    setWaiting: 'Set to waiting',
    close: 'Close',
    reopen: 'Reopen',
    release: 'Release',
    released: (number: number) =>
      number === 0 ? 'Nothing was held any more.' : `${count(number, 'item', 'items')} released.`,
    changed: {
      open: (number: number) => `${count(number, 'item', 'items')} opened.`,
      waiting: (number: number) => `${count(number, 'item', 'items')} set to waiting.`,
      closed: (number: number) => `${count(number, 'item', 'items')} closed.`,
    },
    assigned: (number: number, name: string) => `${count(number, 'item', 'items')} assigned to ${name}.`,
    unassigned: (number: number) => `${count(number, 'item', 'items')} taken off.`,
    undone: (restored: number, skipped: number) =>
      skipped === 0
        ? 'Undone.'
        : `${restored} undone; ${skipped} had been changed by somebody else meanwhile and stay as they are.`,
    state: 'State',
    heldTitle: 'Held, because it looks like spam',
    heldReason: (reason: string) => heldReasons[reason] ?? reason,
    restrictedTitle: 'Processing is restricted',
    restricted: 'This person has asked for it (Art. 18 GDPR): the data are kept but must not be used.',
    goneTitle: 'The data were deleted',
    gone: 'The day of deletion came while you were looking at it.',
    received: (name: string) => `What ${name} sent`,
    email: 'E-mail',
    phone: 'Telephone',
    language: 'Language',
    receivedAt: 'Received',
    deleteOn: 'Deleted on',
    noText: 'No text was written.',
    toCallbacks: 'Call from the callback queue',
    thread: 'Conversation',
    replied: 'replied',
    noted: 'noted, for colleagues only',
    replyStates: { queued: 'Sending', sent: 'Sent', refused: 'Not delivered' },
    refusedBecause: (reason: string) => `The mail was refused: ${reason}`,
    deleteNote: 'Delete note',
    deleteNoteTitle: 'Delete this note?',
    deleteNoteText: 'It cannot be brought back.',
    system: 'Foyer',
    and: ' and ',
    undoDeed: 'undone',
    deeds: {
      state: (state: string) => `set it to ${state.toLowerCase()}`,
      unassigned: 'took the assignment off',
      took: 'took it',
      assigned: (name: string) => `assigned it to ${name}`,
    },
    composer: 'Answer',
    composerKind: 'What to write',
    composerKinds: { reply: 'Reply', note: 'Internal note' },
    replyLabel: (name: string) => `Reply to ${name}`,
    replyHint: (email: string) => `Write to ${email}`,
    noteLabel: 'Internal note',
    noteHint: 'Only colleagues read this.',
    sendKeys: 'Ctrl+Enter sends',
    after: 'After sending',
    afterwards: { waiting: 'then wait for answer', closed: 'then close', open: 'then leave open' },
    send: 'Send',
    addNote: 'Add note',
    replyQueued: (name: string) => `Your reply to ${name} is on its way.`,
    noteAdded: 'Note added.',
    noReply: {
      held: 'A held item can be answered after it is released.',
      restricted: 'No reply: processing of these data is restricted.',
      noAddress: 'No e-mail address was given, so there is no reply by mail. Please call.',
    },
    canned: 'Canned replies',
    searchCanned: 'Search canned replies',
    noCanned: 'There are no canned replies yet.',
    noCannedFound: 'None has these words.',
    writeCanned: 'Write the first one',
  },

  callbacks: {
    intro: (zone: string, name: string) => `Times are in your zone, ${zone.replaceAll('_', ' ')} (${name}).`,
    hours: 'Opening hours',
    groups: { overdue: 'Overdue', due: 'Due now', soon: 'In the next two hours', later: 'Later' },
    emptyTitle: 'Nobody is waiting for a call',
    empty: 'Requests from the callback form appear here, the longest due first.',
    attempts: (number: number) => count(number, 'attempt', 'attempts'),
    attemptLog: 'Attempts to call',
    noAttempts: 'Nobody has tried to call yet.',
    plannedFor: (at: string) => `Next attempt planned for ${at}.`,
    asap: 'As soon as possible',
    speaks: (language: string) => `speaks ${languageName(language)}`,
    overdueSince: (relative: string) => `overdue, ${relative}`,
    claim: 'Claim',
    claimedBy: (name: string) => `${name} is calling`,
    alreadyClaimed: 'Somebody else is calling this person already.',
    giveBack: 'Give back',
    outcome: 'Outcome…',
    dialRefusal: (reason: string) =>
      `Do not dial: ${dialRefusals[reason] ?? 'this number is not on the list of allowed ones.'}`,
    outcomeTitle: (name: string) => `Call with ${name}`,
    outcomeQuestion: 'What became of it?',
    outcomeMissing: 'Please choose what became of the call.',
    outcomes: {
      reached: { title: 'Reached', hint: 'You spoke with them. The request is done.' },
      no_answer: { title: 'No answer', hint: 'Comes back into the queue at the time you choose.' },
      wrong_number: { title: 'Wrong number', hint: 'The request is closed; nobody calls it again.' },
      do_not_call: {
        title: 'Do not call',
        hint: 'They want no calls. The number is blocked for later requests too.',
      },
    },
    retryAt: 'Try again at',
    retryHint: 'In your own time zone.',
    retryMissing: 'Please choose a time that is still to come.',
    note: 'Note (optional)',
    noteHint: 'For the log of attempts; only colleagues read it.',
    log: 'Log outcome',
    logged: (name: string) => `The call with ${name} is logged.`,
  },

  captcha: {
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
    asTable: 'Show as a table',
    time: 'Time',
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
  },

  settings: {
    sections: 'Settings',
    names: {
      account: 'Your account',
      staff: 'Staff',
      forms: 'Forms and topics',
      hours: 'Opening hours',
      canned: 'Canned replies',
      webhooks: 'Webhooks',
      audit: 'Audit log',
    },
  },

  account: {
    title: 'Your account',
    intro: 'How you sign in, and where you are signed in.',
    you: 'You',
    name: 'Name',
    email: 'E-mail',
    roles: 'Roles',
    password: 'Password',
    passwordIntro: 'All your other sessions end when you change it.',
    current: 'Present password',
    next: 'New password',
    changePassword: 'Change password',
    passwordChanged: 'Your password is changed.',
    totp: 'Authenticator app',
    totpIntro: 'A second factor: a stolen password alone opens nothing.',
    on: 'On',
    off: 'Off',
    setUpTotp: 'Set up',
    setUpTotpTitle: 'Set up the authenticator app',
    removeTotp: 'Switch off',
    removeTotpTitle: 'Switch off the second factor?',
    removeTotpText: 'Your password alone will open your account, and your recovery codes stop working.',
    codesLeft: (number: number) => `${count(number, 'recovery code', 'recovery codes')} left`,
    totpScan: 'Scan the picture with your authenticator app, or type the key into it.',
    totpType: 'Type the six digits that the app shows.',
    qrLabel: 'QR code for the authenticator app; the same key stands below it as text',
    totpSecret: 'Key',
    totpCode: 'Six digits',
    confirmTotp: 'Switch on',
    renewCodes: 'New recovery codes',
    renewCodesTitle: 'Make new recovery codes?',
    renewCodesText: 'Those you have stop working at once.',
    proofCode: 'Code from the app, or a recovery code',
    proofMissing: 'Please enter it.',
    codesTitle: 'Keep your recovery codes',
    codesText:
      'They are shown this once. Each opens your account a single time when you do not have the app at hand.',
    downloadCodes: 'Download',
    codesFile: 'foyer-recovery-codes.txt',
    copyByHand: 'The browser does not allow copying; please mark and copy them by hand.',
    passkeys: 'Passkeys',
    passkeysIntro: 'Sign in with your device’s fingerprint, face or PIN, without a password.',
    noPasskeys: 'You have none yet. Add one on each device you use.',
    addPasskey: 'Add a passkey',
    passkeyName: 'Name of the device',
    passkeyNameHint: 'So that you recognise it later: work laptop, security key.',
    passkeyGivenUp: 'No passkey was made: the browser’s question was closed. Continue asks it again.',
    passkeyNameMissing: 'Please give it a name.',
    passkeyUsed: (created: string, used: string | null) =>
      used === null ? `Added ${created}, never used` : `Added ${created}, last used ${used}`,
    removePasskeyTitle: (name: string) => `Remove the passkey “${name}”?`,
    removePasskeyText: 'It will not open your account any more.',
    sessions: 'Sessions',
    sessionsIntro: 'End what you do not recognise, and change your password then.',
    endOthers: 'End all others',
    endSession: 'End',
    thisSession: 'This one',
    unknownProgram: 'Unknown browser',
    sessionSince: (since: string, seen: string) => `Since ${since}, last seen ${seen}`,
    keyboard: 'Keyboard',
  },

  staff: {
    title: 'Staff',
    intro: 'Who may come in, and what they may do.',
    invite: 'Invite',
    makeInvitation: 'Make invitation',
    name: 'Name',
    nameMissing: 'Please enter a name.',
    email: 'E-mail',
    emailMissing: 'Please enter an e-mail address.',
    roles: 'Roles',
    roleMissing: 'Please choose at least one role.',
    role: (role: string) => roleWords[role]?.name ?? role,
    roleHint: (role: string) => roleWords[role]?.hint ?? '',
    editMember: (name: string) => `Edit ${name}`,
    neverSignedIn: 'never signed in',
    lastSignIn: (at: string) => `last signed in ${at}`,
    disabled: 'Disabled',
    invited: 'Invited',
    isDisabled: 'Disabled',
    isDisabledHint: 'Cannot sign in; all sessions end at once. What they did stays in the log.',
    newInvitation: 'New invitation link',
    lost: 'Lost access',
    lostHint: 'A new link lets them choose a new password. A lost second factor can be taken off.',
    removeSecondFactor: 'Remove second factor',
    removeSecondFactorTitle: (name: string) => `Remove the second factor of ${name}?`,
    removeSecondFactorText:
      'Their authenticator app and recovery codes stop working, all their sessions end, and a mail tells them. Until they set up a new one, their password alone opens the account.',
    removeSecondFactorSure:
      'Be sure that it is really them who ask: call them, or see them. It is written into the audit log.',
    withPasskeys: 'Remove their passkeys too',
    withPasskeysHint: 'When the device that holds them is lost or stolen.',
    secondFactorRemoved: (name: string) => `The second factor of ${name} is removed.`,
    invitationTitle: 'Hand over this link',
    invitationText:
      'It is shown this once and opens the account for whoever has it. Send it by a way that only this person reads.',
    invitationLink: 'Invitation link',
  },

  forms: {
    title: 'Forms and topics',
    intro: 'What visitors can choose, where it goes, and how long it is kept. A change is in force at once.',
    defaultForm: 'Default form',
    form: (name: string) => `Form “${name}”`,
    newForm: 'Further form',
    newFormHint: 'Small letters, digits and hyphens.',
    addForm: 'Add form',
    removeForm: 'Remove form',
    retentionDays: {
      label: 'Kept after closing, days',
      hint: 'What visitors read before they send. Messages on their way keep their promised day.',
    },
    autoCloseDays: { label: 'Closes by itself after, days', hint: 'When nobody has closed it before.' },
    asDefault: 'as the default form',
    topics: 'Topics',
    labels: 'Labels',
    topicsAsDefault: 'The topics of the default form',
    addTopic: 'Add topic',
    newTopic: 'New topic',
    staffMailbox: 'to the staff mailbox',
    incomplete: 'incomplete',
    topicId: 'Short name',
    topicIdHint: 'Small letters, digits and hyphens; stays the same in all languages.',
    mailbox: 'Mailbox',
    mailboxHint: 'Sales <sales@example.org>. Empty: the staff mailbox.',
    labelIn: (language: string) => `Label in ${language}`,
    problems: {
      id: 'Small letters, digits and hyphens only, 40 at most.',
      twice: 'Another topic has this short name.',
      label: 'Please write a label in this language.',
    },
    up: (topic: string) => `Move ${topic} up`,
    down: (topic: string) => `Move ${topic} down`,
    removeTopic: (topic: string) => `Remove ${topic}`,
    never: 'As in the configuration; nobody has changed it here yet.',
    changedAt: (at: string, by: string | null, version: number) =>
      `Version ${version}, saved ${at}${by === null ? '' : ` by ${by}`}`,
    history: 'Version history',
    historyIntro: 'Who changed what, with the words before and after.',
    version: (version: number) => `Version ${version}`,
    inForce: 'In force',
    differences: (number: number) => count(number, 'difference', 'differences'),
    before: 'Before',
    after: 'After',
  },

  hours: {
    title: 'Opening hours',
    intro: 'When visitors can ask to be called back. Calls that are planned stay planned.',
    week: 'Week',
    weekIntro: (zone: string) => `On the clocks of ${zone.replaceAll('_', ' ')}.`,
    days: {
      monday: 'Monday',
      tuesday: 'Tuesday',
      wednesday: 'Wednesday',
      thursday: 'Thursday',
      friday: 'Friday',
      saturday: 'Saturday',
      sunday: 'Sunday',
    },
    closed: 'Closed',
    add: 'Hours',
    addInterval: (day: string) => `Add hours on ${day}`,
    removeInterval: (day: string, number: number) => `Remove hours ${number} of ${day}`,
    timeLabel: (day: string, number: number, end: 'from' | 'to') => `${day}, hours ${number}, ${end}`,
    problems: {
      order: 'The end must be after the beginning.',
      overlap: 'These hours overlap.',
      missing: 'Please write both times like 09:00.',
    },
    holidays: 'Holidays and exceptions',
    holidaysIntro: 'Days that differ from their weekday: closed, or with hours of their own.',
    addHoliday: 'Add day',
    noHolidays: 'No exceptions. Add the public holidays on which nobody is there to call.',
    holidayDate: (number: number) => `Date of exception ${number}`,
    holidayName: (number: number) => `Name of exception ${number}`,
    holidayNameHint: 'Name, such as New Year',
    removeHoliday: (name: string) => `Remove ${name}`,
    slots: 'Slots',
    slotsIntro: 'What visitors can choose from.',
    numbers: {
      slotMinutes: { label: 'Length of a slot, minutes', hint: '5 to 240.' },
      capacity: { label: 'Calls in one slot', hint: 'As many as can be called at the same time.' },
      leadMinutes: { label: 'Lead time, minutes', hint: 'A slot can be chosen until so long before.' },
      horizonDays: { label: 'Days ahead', hint: 'How far ahead a slot can be chosen.' },
    },
    zone: 'Time zone of the company',
    zoneHint: 'Such as Europe/Amsterdam. Visitors and agents see all times in their own.',
    never: 'Nobody has saved any hours yet; these are the usual ones.',
    savedAt: (at: string, by: string | null, version: number) =>
      `Version ${version}, saved ${at}${by === null ? '' : ` by ${by}`}`,
    name: 'Name',
    hours: 'Hours',
    wholeDay: (name: string, hours: string) => `${name}: ${hours}`,
  },

  canned: {
    title: 'Canned replies',
    intro: 'Texts that are written once and used often. Insert them while answering.',
    add: 'New reply',
    edit: (title: string) => `Edit ${title}`,
    empty: 'No canned replies yet',
    emptyHint: 'Write the answers that you give again and again.',
    emptyAsk: 'An administrator can write them.',
    name: 'Title',
    nameMissing: 'Please give it a title.',
    language: 'Language',
    languages: { en: 'English', nl: 'Dutch', de: 'German', fr: 'French' },
    text: 'Text',
    textHint: '{name} and {reference} are filled in when it is inserted.',
    textMissing: 'Please write the text.',
    remove: (title: string) => `Remove ${title}`,
    removeTitle: (title: string) => `Remove “${title}”?`,
    removeText: 'Replies that were sent with it stay as they are.',
  },

  webhooks: {
    title: 'Webhooks',
    intro: 'Tell other systems what comes in, signed as Standard Webhooks describe it.',
    add: 'New endpoint',
    edit: 'Edit endpoint',
    create: 'Create endpoint',
    empty: 'No endpoints yet',
    emptyHint: 'Give the address of a system, such as a CRM, that should hear of new messages and callbacks.',
    name: 'Name',
    nameHint: 'For you and your colleagues.',
    nameMissing: 'Please give it a name.',
    url: 'Address',
    urlHint: 'Must begin with https:// and be reachable from the open internet.',
    urlMissing: 'Please enter an address that begins with https://',
    events: 'Events',
    eventName: (type: string) => eventNames[type] ?? type,
    eventsMissing: 'Please choose at least one event.',
    actions: (name: string) => `Actions for ${name}`,
    test: 'Send a test',
    tested: 'A test event is on its way; see the log below.',
    enable: 'Enable',
    disable: 'Disable',
    on: 'On',
    failing: 'Failing',
    failingSince: (at: string) => `Has been failing since ${at}`,
    offBecause: (note: string | null) =>
      note === 'gone' ? 'Off: said it is gone' : note === 'failing' ? 'Off: failed too long' : 'Off',
    previousSecretUntil: (at: string) => `The old secret is still valid until ${at}`,
    newSecret: 'New secret',
    newSecretTitle: 'Make a new secret?',
    newSecretText:
      'For a day events are signed with both, so that the other system can change over without loss.',
    secretTitle: 'Keep this secret',
    secretText: 'It is shown this once. The other system checks the signature of each event with it.',
    secret: 'Signing secret',
    removeTitle: (name: string) => `Remove “${name}”?`,
    removeText: 'Its log goes with it, and events that still wait are not sent.',
    deliveries: 'Deliveries',
    deliveriesIntro: 'Each attempt to hand over an event, the newest first.',
    endpoint: 'Endpoint',
    allEndpoints: 'All endpoints',
    state: 'State',
    allStates: 'Every state',
    stateName: (state: string) => deliveryStates[state] ?? state,
    noDeliveries: 'Nothing was sent yet. Send a test from the menu of an endpoint.',
    attempts: (number: number) => count(number, 'attempt', 'attempts'),
    failure: (failure: string, status: number | null) =>
      failure === 'status' && status !== null
        ? `Answered with status ${status}`
        : (failures[failure] ?? failure),
    resend: 'Resend',
    resent: 'Sent once more.',
  },

  audit: {
    title: 'Audit log',
    intro: 'Who saw, exported, changed or deleted what. Ids only, never content; nobody can edit it.',
    chain: 'Is it as it was written?',
    chainIntro: 'Each entry is chained to the one before it, so a change behind the log’s back shows.',
    notVerified: 'Not verified in this visit.',
    verify: 'Verify now',
    intact: (entries: number) => `Intact: all ${entries} entries are as they were written.`,
    broken: (at: number | null, problem: string | null) =>
      `Not intact${at === null ? '' : ` from entry ${at}`}: ${(problem === null ? undefined : chainProblems[problem]) ?? 'it was changed.'} Tell whoever is responsible for the server.`,
    entries: 'Entries',
    everybody: 'Everybody',
    none: 'No entry matches.',
    number: 'No.',
    at: 'When',
    actor: 'Who',
    action: 'What',
    actionHint: 'Action, such as inbox.read',
    subject: 'On what',
    system: 'Foyer itself',
  },
};

function ofProblem(error: ApiError): { title: string; next: string } {
  const known = problems[error.code];
  if (known !== undefined)
    return {
      title: known[0],
      next: error.detail === '' || known[2] === 'own' ? known[1] : sentence(error.detail),
    };
  if (error.status === 403) return en.errors.forbidden;
  if (error.status === 404)
    return {
      title: 'It is not there any more.',
      next: 'It may have been deleted or moved. Go back to the list.',
    };
  if (error.status === 409)
    return {
      title: 'Somebody else was faster.',
      next: sentence(error.detail) || 'Load the page again to see the present state.',
    };
  if (error.status === 422 || error.status === 400) {
    const first = error.errors[0];
    return {
      title: 'This cannot be saved yet.',
      next: sentence(first?.detail ?? error.detail) || 'Please check what you typed.',
    };
  }
  if (error.status === 429) {
    const seconds = error.retryAfterSeconds;
    return {
      title: 'Too many requests.',
      next:
        seconds === undefined
          ? 'Please wait a moment and try again.'
          : `Please try again in ${waitWords(seconds)}.`,
    };
  }
  return {
    title: 'The server could not do it.',
    next: 'Try again in a moment; if it stays, tell your administrator.',
  };
}

// Title, what to do, and own: the server's detail is for programs.
const problems: Readonly<Record<string, readonly [string, string, 'own'?]>> = {
  sign_in_failed: ['That did not match.', 'Check e-mail and password and try again.', 'own'],
  sign_in_delayed: ['Too many attempts.', 'Please wait a little and try again.'],
  sign_in_busy: ['Many people are signing in.', 'Please try again in a moment.', 'own'],
  code_wrong: [
    'The code is not right.',
    'Wait for the next one and try again; check that the clock of your device is right.',
    'own',
  ],
  invitation_unknown: [
    'This link does not work any more.',
    'It was used or is too old. Ask an administrator for a new one.',
    'own',
  ],
  password_weak: ['The password is too easy to guess.', 'Please choose a longer or rarer one.'],
  password_wrong: ['The present password is not right.', 'Please type it again.', 'own'],
  email_taken: ['Somebody has this e-mail address already.', 'Look for the person in the list.', 'own'],
  last_administrator: ['Somebody has to be administrator.', 'Make a colleague administrator first.', 'own'],
  second_factor_not_asked: ['There is nothing to remove.', 'The account has no second factor.'],
  second_factor_own: ['This is your own second factor.', 'Switch it off under Your account.', 'own'],
  item_held: ['It is held.', 'Release it first.', 'own'],
  undo_gone: ['This cannot be undone any more.', 'A change can be undone once, within ten minutes.', 'own'],
  retry_refused: ['Another attempt cannot be planned for this time.', 'Please choose another time.'],
  not_claimed: ['The call is not yours any more.', 'Claim it again, if nobody else has.', 'own'],
};

const sentence = (text: string): string =>
  text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

function waitWords(seconds: number): string {
  return seconds < 90
    ? count(Math.ceil(seconds), 'second', 'seconds')
    : count(Math.ceil(seconds / 60), 'minute', 'minutes');
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const heldReasons: Readonly<Record<string, string>> = {
  no_captcha: 'The captcha was not solved.',
  honeypot: 'A field that people do not see was filled in.',
  fast: 'It was sent faster than a person can write.',
  links: 'It has many links.',
};

const dialRefusals: Readonly<Record<string, string>> = {
  premium_rate: 'a premium-rate number, each minute of which costs a lot.',
  shared_cost: 'a number with extra cost for the caller.',
  special_number: 'a service number, not one of a person.',
  satellite_or_international: 'a satellite or international network number.',
  country_not_allowed: 'its country is not on the list of allowed ones.',
  range_unknown: 'its range is not known, so its cost is not either.',
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

const roleWords: Readonly<Record<string, { name: string; hint: string }>> = {
  administrator: { name: 'Administrator', hint: 'Everything, staff and settings too.' },
  agent: { name: 'Agent', hint: 'Works the inbox and calls back.' },
  marketing: { name: 'Marketing', hint: 'Sees captcha figures and settings; no messages.' },
  privacy_officer: { name: 'Privacy officer', hint: 'Reads and exports messages, and checks the audit log.' },
};

const eventNames: Readonly<Record<string, string>> = {
  'contact.message.received': 'Message received',
  'callback.request.received': 'Callback requested',
  'webhooks.test': 'Test',
};

const deliveryStates: Readonly<Record<string, string>> = {
  pending: 'Waiting',
  retrying: 'Trying again',
  delivered: 'Delivered',
  failed: 'Failed',
  gone: 'Subject deleted',
  cancelled: 'Cancelled',
};

const failures: Readonly<Record<string, string>> = {
  url_refused: 'The address is not https, or has a password in it',
  address_refused: 'The name leads to an address that is not of the open internet',
  dns: 'The name leads nowhere',
  timeout: 'No answer within ten seconds',
  tls: 'The certificate is not trustworthy',
  connection: 'No connection',
  status: 'Answered, but not with success',
  secret_unreadable: 'The secret cannot be read any more; make a new one',
  unforeseen: 'Failed for another reason',
};

const chainProblems: Readonly<Record<string, string>> = {
  content_changed: 'the content of an entry was changed.',
  chain_broken: 'an entry is missing or was put in.',
  content_removed: 'the content of an entry was taken out.',
  end_differs: 'entries at the end are missing.',
  noted_head_differs: 'it differs from the head that was noted elsewhere.',
};
