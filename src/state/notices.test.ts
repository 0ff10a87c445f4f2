import { beforeEach, expect, it } from 'vitest'
import { decodeLink } from '../config/link'
import { useLab } from './lab'
import { notify } from './notices'
import { followExplore, useSweep } from './sweep'

const told = () => useLab.getState().notices.map(({ text }) => text)

beforeEach(() => useLab.setState({ notices: [] }))

it('says what a setting had to do with another until a setting is changed again', () => {
  notify('link', ['a link'])
  notify('setting', ['one', 'two'])
  expect(told()).toEqual(['a link', 'one', 'two'])
  notify('setting', ['three'])
  expect(told()).toEqual(['a link', 'three'])
  notify('setting', [])
  expect(told()).toEqual(['a link'])
})

it('does so while a setting is dragged past its limit and back', () => {
  followExplore(decodeLink('scenario=graph-horizon').config)
  const { set } = useSweep.getState()
  set('H', 310)
  expect(told()).toEqual([expect.stringContaining('H = 310')])
  set('H', 5)
  expect(told()).toEqual([])
})
