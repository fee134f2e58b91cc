//! Repeatable randomness: SplitMix64, and record ids drawn from it.
//!
//! Nothing here is fit for secrets. The same seed gives the same tenant on every machine, which is the whole point.

use std::collections::BTreeSet;

/// SplitMix64 (Steele, Lea and Flood, 2014): tiny, fast, and good enough for invented data.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

impl Random {
    /// Starts a stream at `seed`.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// A stream of its own for one subject, so that adding a client does not reshuffle all the others.
    pub fn for_subject(seed: u64, subject: &str) -> Self {
        // FNV-1a: the text only has to land on different starting points.
        let hash = subject
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
        Self::new(mix(seed ^ hash))
    }

    /// The next 64 bits.
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.state)
    }

    /// A number in `0..end`; 0 when `end` is 0. The tiny modulo bias does not matter for invented data.
    pub fn below(&mut self, end: u64) -> u64 {
        if end == 0 { 0 } else { self.next_u64() % end }
    }

    /// True in `percent` of 100 calls.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One element of a non-empty slice.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u64) as usize]
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Hands out ids that are unique within one resource and say nothing about the order of names.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    taken: BTreeSet<u64>,
}

impl Ids {
    /// Keeps a fixture's id from being drawn.
    pub(crate) fn reserve(&mut self, id: u64) {
        self.taken.insert(id);
    }

    /// A free id: mostly six or seven digits, about one in nine with 16 to 18, of which many do not fit a JavaScript number.
    pub(crate) fn draw(&mut self, random: &mut Random) -> u64 {
        loop {
            let id = if random.below(9) == 0 {
                let smallest = *random.pick(&[10_u64.pow(15), 10_u64.pow(16), 10_u64.pow(17)]);
                smallest + random.below(smallest * 9)
            } else {
                100_000 + random.below(8_900_000)
            };
            if self.taken.insert(id) {
                return id;
            }
        }
    }
}
