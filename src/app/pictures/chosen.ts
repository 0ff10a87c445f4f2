import { create } from 'zustand'

interface Chosen {
  /** Id of the picture in front, by scenario. */
  readonly picture: Readonly<Record<string, string>>
  /** The held-out response whose prompt is looked at, by scenario. */
  readonly prompt: Readonly<Record<string, number>>
  choosePicture(scenario: string, id: string): void
  choosePrompt(scenario: string, response: number): void
}

/** What a person has chosen to look at; remembered while the page is open, no part of a link. */
export const useChosen = create<Chosen>()(set => ({
  picture: {},
  prompt: {},
  choosePicture: (scenario, id) => set(({ picture }) => ({ picture: { ...picture, [scenario]: id } })),
  choosePrompt: (scenario, response) => set(({ prompt }) => ({ prompt: { ...prompt, [scenario]: response } })),
}))
