import { textOption, type SystemCommand } from '../command-line.ts';

export const deadJobs: SystemCommand = {
  name: 'jobs:dead',
  summary: 'Lists the jobs that were given up, with what went wrong.',
  options: {},
  needs: 'open',
  run: async ({ jobs }, _options, io) => {
    const dead = await jobs.deadJobs();
    if (dead.length === 0) io.print('No job was given up.');
    for (const job of dead)
      io.print(`${job.id}  ${job.name}  after ${job.attempt} attempts: ${job.lastError ?? ''}`);
    return 0;
  },
};

export const retryJob: SystemCommand = {
  name: 'jobs:retry',
  summary: 'Lets a job that was given up run again.',
  options: { id: { type: 'string', describe: 'its id from jobs:dead', required: true } },
  needs: 'open',
  run: async ({ jobs }, options, io) => {
    const id = textOption(options, 'id');
    if (await jobs.retry(id)) {
      io.print(`${id} runs again`);
      return 0;
    }
    io.warn(`no job with the id ${id} was given up`);
    return 1;
  },
};
