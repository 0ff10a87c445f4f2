/** Bytes of two float64, and words of a level. */
const PAIR: usize = 16
const LEVEL: usize = 16

/**
 * Folds what is left of responses, level by level, those with the fewest tokens to come first: from every state of a level the
 * sum over its tokens of first value · first fold ahead, and the largest of second value + second fold ahead.
 * @param levels u32 by level: where its states stand, how many they are, where the questions stand, and how many
 *   - states: u32, numbers
 *   - questions: u32 pairs of a state and of an answer’s number
 * @param count of levels
 * @param V tokens at a state
 * @param next u32 [S, V], where the folds of the state after a token stand among all, in bytes
 * @param values f64 [S, V, 2]; 0 and −∞ for tokens that are never written
 * @param ahead f64 [S, 2], folds at the end; spent, as is
 * @param here room for as many
 * @param answers f64 [questions, 2], written
 */
export function fold(
  levels: usize,
  count: i32,
  V: i32,
  next: usize,
  values: usize,
  ahead: usize,
  here: usize,
  answers: usize,
): void {
  const ofState = <usize>V * PAIR
  for (const end = levels + <usize>count * LEVEL; levels < end; levels += LEVEL) {
    let at: usize = load<u32>(levels)
    for (const last = at + <usize>load<u32>(levels, 4) * 4; at < last; at += 4) {
      const state: usize = load<u32>(at)
      let value = values + state * ofState
      let after = next + state * <usize>V * 4
      let sum = f64x2.splat(0)
      let most = f64x2.splat(-Infinity)
      for (const behind = value + ofState; value < behind; value += PAIR, after += 4) {
        const own = v128.load(value)
        const rest = v128.load(ahead + load<u32>(after))
        sum = f64x2.add(sum, f64x2.mul(own, rest))
        most = f64x2.pmax(most, f64x2.add(own, rest))
      }
      v128.store(here + state * PAIR, v128.shuffle<f64>(sum, most, 0, 3))
    }
    let question: usize = load<u32>(levels, 8)
    for (const last = question + <usize>load<u32>(levels, 12) * 8; question < last; question += 8) {
      const answer = answers + <usize>load<u32>(question, 4) * PAIR
      v128.store(answer, v128.load(here + <usize>load<u32>(question) * PAIR))
    }
    const spent = ahead
    ahead = here
    here = spent
  }
}
