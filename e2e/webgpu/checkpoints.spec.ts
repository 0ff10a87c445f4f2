import { runLink } from '../../cli/runLink'
import { Checkpoints } from '../checkpoints'
import { Lab } from '../lab'
import { expect, test } from '../page'

// As few responses as there can be, and patience: the software adapter is slow.
const SMALL = 'scenario=graph-two-rules&K=2&M=64&T=1'

test('a run on WebGPU starts from the checkpoint that ships, with the KL that it has on the command line', async ({
  page,
}) => {
  const lab = new Lab(page)
  const checkpoints = new Checkpoints(page)
  await page.goto(`./?backend=webgpu&${SMALL}`)
  await expect(lab.title).toContainText('KL', { timeout: 300_000 })
  await expect(checkpoints.start).toContainText(/Starts from the checkpoint that ships with the lab: [\d,]+ steps/)
  await expect(checkpoints.heading).toHaveText('The checkpoint of step 0')
  const { file } = await checkpoints.download()
  expect(file.metadata.step).toBe('0')
  const onPage = await lab.download()
  expect(onPage.backend).toContain('WebGPU')
  const expected = await runLink(`${SMALL}&backend=wasm`, false, () => {})
  expect(Math.abs(Number(onPage.snapshots[0].kl) / Number(expected.snapshots[0].kl) - 1)).toBeLessThan(1e-3)
})
