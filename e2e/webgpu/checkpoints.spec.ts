import { Checkpoints } from '../checkpoints'
import { Lab } from '../lab'
import { expect, test } from '../page'

// A handful of steps, and patience: the software adapter is slow.
const SMALL = 'scenario=graph-two-rules&K=2&M=64&T=2&every=2'
const SLOW = { timeout: 300_000 }

test('a run on WebGPU starts from the checkpoint that ships, and is scrubbed and downloaded', async ({ page }) => {
  test.slow()
  const lab = new Lab(page)
  const checkpoints = new Checkpoints(page)
  await page.goto(`./?backend=webgpu&${SMALL}`)
  await expect(lab.title).toContainText('KL', SLOW)
  await expect(checkpoints.start).toContainText(/Starts from the checkpoint that ships with the lab: [\d,]+ steps/)
  await lab.speed('max')
  await lab.play.click()
  await lab.finished()
  const fineTuned = await lab.download()
  expect(fineTuned.backend).toContain('WebGPU')
  expect(fineTuned.snapshots.map(({ step }) => step)).toEqual([0, 2])

  await lab.playhead.press('Home')
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 0')
  const shipped = await checkpoints.download()
  await lab.playhead.press('End')
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 2')
  const trained = await checkpoints.download()
  expect(trained.file.metadata.step).toBe('2')
  expect(trained.file.tensors).not.toEqual(shipped.file.tensors)

  // What random weights would have begun with; KL is the same on every backend.
  await page.goto(`./?backend=wasm&${SMALL}&phase=pre-training`)
  await expect(lab.title).toContainText('KL', SLOW)
  await expect(checkpoints.start).toContainText('Starts from random weights.')
  const random = await lab.download()
  expect(Number(fineTuned.snapshots[0].kl)).toBeLessThan(Number(random.snapshots[0].kl) / 4)
})
