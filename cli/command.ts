/**
 * What every command does with its arguments.
 * @param usage printed for `--help`, and below the sentence that says what is wrong with the arguments
 * @param read throws an Error with such a sentence
 * @param run carries the job out, and gives the exit code
 * @returns the exit code: 2 for arguments that make no sense
 */
export async function command<Job>(
  usage: string,
  read: (args: readonly string[]) => Job | 'help',
  run: (job: Job) => Promise<number>,
): Promise<number> {
  let job: Job | 'help'
  try {
    job = read(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${usage}`)
    return 2
  }
  if (job === 'help') {
    process.stdout.write(usage)
    return 0
  }
  return run(job)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
