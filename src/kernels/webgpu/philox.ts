/**
 * Philox 4x32-10 in WGSL, word by word that of src/random/philox.ts. There are no products of 64 bits: the high word of one is
 * put together from products of 16-bit halves.
 */
export const PHILOX = `
fn highWord(a: u32, b: u32) -> u32 {
  let aLow = a & 0xffffu;
  let aHigh = a >> 16u;
  let bLow = b & 0xffffu;
  let bHigh = b >> 16u;
  let middle = aHigh * bLow + ((aLow * bLow) >> 16u);
  let carry = aLow * bHigh + (middle & 0xffffu);
  return aHigh * bHigh + (middle >> 16u) + (carry >> 16u);
}

fn philox(block: vec4u, seed: vec2u) -> vec4u {
  var counter = block;
  var key = seed;
  for (var round = 0u; round < 10u; round++) {
    let high0 = highWord(0xd2511f53u, counter.x);
    let high1 = highWord(0xcd9e8d57u, counter.z);
    counter = vec4u(
      high1 ^ counter.y ^ key.x,
      0xcd9e8d57u * counter.z,
      high0 ^ counter.w ^ key.y,
      0xd2511f53u * counter.x,
    );
    key += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return counter;
}
`
