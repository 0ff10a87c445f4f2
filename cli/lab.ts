import { closeSync, openSync, writeSync } from 'node:fs'
import { type Job, readArguments, USAGE } from './arguments'
import { command, messageOf } from './command'
import { isSweep, runLink, runSweepLink } from './runLink'

const STANDARD_OUTPUT = 1

/**
 * Every run is written as soon as it is done, so that a job that is cut off keeps what it has.
 * @returns the exit code: 0 when every link ran, 1 when some did not, 2 where the file cannot be written
 */
async function runJob(job: Job): Promise<number> {
  let out = STANDARD_OUTPUT
  try {
    if (job.out !== null) out = openSync(job.out, 'w')
  } catch (error) {
    process.stderr.write(`${job.out} cannot be written: ${messageOf(error)}\n`)
    return 2
  }
  let failures = 0
  for (const [index, link] of job.links.entries()) {
    const say = (sentence: string) => process.stderr.write(`${index + 1}/${job.links.length} ${link}: ${sentence}\n`)
    try {
      const began = performance.now()
      const file = isSweep(link) ? await runSweepLink(link, say) : await runLink(link, job.logRatios, say)
      writeSync(out, `${JSON.stringify(file)}\n`)
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      const what = 'snapshots' in file ? `${file.snapshots.length} evaluations` : `${file.runs.length} runs`
      say(`${what} on ${file.backend} in ${seconds} s`)
    } catch (error) {
      failures++
      say(`failed: ${messageOf(error)}`)
    }
  }
  if (out !== STANDARD_OUTPUT) closeSync(out)
  return failures === 0 ? 0 : 1
}

process.exitCode = await command(USAGE, readArguments, runJob)
