//! JSON, read into a [`Tree`] that borrows from it.
//!
//! Why not `serde_json`: a page of a thousand rows has fifty thousand names and texts, of which a tree that borrows copies
//! none; and a text with escapes is undone in one place, where it can be wiped.
//!
//! It is as strict as `serde_json` about what JSON is (a test compares the two), and stricter in one thing: no name stands
//! twice in an object. Depth and the number of properties are bounded; memory is by the length of the text, of which the
//! caller sets the limit: at most sixteen bytes of tree for a byte of text.

use crate::Tree;
use std::borrow::Cow;
use zeroize::Zeroize;

/// Nesting goes no deeper than this.
const MOST_DEPTH: u32 = 127;
/// An object with more properties is refused.
const MOST_PROPERTIES: usize = 4_096;

/// The text is no JSON, or not of a sort that is read. Says where, and nothing of what stands there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotJson {
    /// From 1.
    pub line: usize,
    /// From 1, in bytes.
    pub column: usize,
    /// What is wrong is how deep it goes.
    pub is_too_deep: bool,
}

/// Something is wrong where the reader stands.
enum Wrong {
    Here,
    Depth,
}

/// The value that the text is.
pub(crate) fn parse(text: &str) -> Result<Tree<'_>, NotJson> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        depth: 0,
        items: Vec::new(),
        fields: Vec::new(),
    };
    let whole = reader.value().and_then(|value| match reader.next() {
        None => Ok(value),
        Some(_) => Err(Wrong::Here),
    });
    whole.map_err(|wrong| {
        let before = text.as_bytes().get(..reader.at).unwrap_or_default();
        let line = before.rsplit(|byte| *byte == b'\n').next();
        NotJson {
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            column: 1 + line.map_or(0, <[u8]>::len),
            is_too_deep: matches!(wrong, Wrong::Depth),
        }
    })
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: u32,
    /// Of the lists and objects that are open; each takes its own off the end when it closes, so that it is allocated
    /// once, at its size.
    items: Vec<Tree<'a>>,
    fields: Vec<(Cow<'a, str>, Tree<'a>)>,
}

impl<'a> Reader<'a> {
    /// The byte here.
    fn here(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is no space, where the reader then stands.
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.here() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    fn value(&mut self) -> Result<Tree<'a>, Wrong> {
        match self.next().ok_or(Wrong::Here)? {
            b'"' => self.string().map(Tree::Text),
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::list),
            b'n' => self.word("null", Tree::Nothing),
            b't' => self.word("true", Tree::Flag(true)),
            b'f' => self.word("false", Tree::Flag(false)),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, value: Tree<'a>) -> Result<Tree<'a>, Wrong> {
        let is_there = self.bytes[self.at..].starts_with(word.as_bytes());
        if is_there {
            self.at += word.len();
            Ok(value)
        } else {
            Err(Wrong::Here)
        }
    }

    /// What is in brackets; the opening one is passed over here.
    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Tree<'a>, Wrong>,
    ) -> Result<Tree<'a>, Wrong> {
        if self.depth == MOST_DEPTH {
            return Err(Wrong::Depth);
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn list(&mut self) -> Result<Tree<'a>, Wrong> {
        let start = self.items.len();
        if self.next() == Some(b']') {
            self.at += 1;
            return Ok(Tree::List(Vec::new()));
        }
        loop {
            let item = self.value()?;
            self.items.push(item);
            if self.ends(b']')? {
                return Ok(Tree::List(self.items.split_off(start)));
            }
        }
    }

    fn object(&mut self) -> Result<Tree<'a>, Wrong> {
        let start = self.fields.len();
        let mut names = Names::default();
        if self.next() == Some(b'}') {
            self.at += 1;
            return Ok(Tree::Object(Vec::new()));
        }
        loop {
            if self.next() != Some(b'"') {
                return Err(Wrong::Here);
            }
            let name = self.string()?;
            let known = &self.fields[start..];
            let is_known = names.may_have(&name) && known.iter().any(|(known, _)| *known == name);
            if is_known || known.len() == MOST_PROPERTIES || self.next() != Some(b':') {
                return Err(Wrong::Here);
            }
            self.at += 1;
            let value = self.value()?;
            self.fields.push((name, value));
            if self.ends(b'}')? {
                return Ok(Tree::Object(self.fields.split_off(start)));
            }
        }
    }

    /// Whether the bracket closes here, or a comma follows; both are passed over.
    fn ends(&mut self, bracket: u8) -> Result<bool, Wrong> {
        let found = self.next();
        if found == Some(bracket) || found == Some(b',') {
            self.at += 1;
            Ok(found == Some(bracket))
        } else {
            Err(Wrong::Here)
        }
    }

    /// A text, from its opening quote to behind its closing one. Borrowed, unless there are escapes in it.
    fn string(&mut self) -> Result<Cow<'a, str>, Wrong> {
        let start = self.at + 1;
        self.at = plain_until(self.bytes, start);
        match self.here() {
            Some(b'"') => {
                let plain = self.text.get(start..self.at).ok_or(Wrong::Here)?;
                self.at += 1;
                Ok(Cow::Borrowed(plain))
            }
            Some(b'\\') => {
                // What is read becomes no longer by that: nothing is left behind by growing.
                let mut text = String::with_capacity(self.quote(self.at) - start);
                match self.unescape(start, &mut text) {
                    Ok(()) => Ok(Cow::Owned(text)),
                    Err(wrong) => {
                        text.zeroize();
                        Err(wrong)
                    }
                }
            }
            _ => Err(Wrong::Here),
        }
    }

    /// Where the text ends that goes on here, or all texts.
    fn quote(&self, mut at: usize) -> usize {
        loop {
            match self.bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'"') => return at,
                Some(_) => at = plain_until(self.bytes, at + 1),
                None => return self.bytes.len(),
            }
        }
    }

    fn unescape(&mut self, mut start: usize, text: &mut String) -> Result<(), Wrong> {
        loop {
            self.at = plain_until(self.bytes, start);
            text.push_str(self.text.get(start..self.at).ok_or(Wrong::Here)?);
            match self.here() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => {
                    self.at += 1;
                    text.push(self.escaped()?);
                    start = self.at;
                }
                _ => return Err(Wrong::Here),
            }
        }
    }

    /// The character that an escape means, behind its backslash.
    fn escaped(&mut self) -> Result<char, Wrong> {
        let plain = match self.here().ok_or(Wrong::Here)? {
            quoted @ (b'"' | b'\\' | b'/') => char::from(quoted),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return Err(Wrong::Here),
        };
        self.at += 1;
        Ok(plain)
    }

    /// `u00e4`, or a pair for what lies beyond.
    fn unicode(&mut self) -> Result<char, Wrong> {
        let first = self.unit()?;
        let code = if (0xD800..0xDC00).contains(&first) && self.here() == Some(b'\\') {
            self.at += 1;
            let second = self.unit()?;
            if !(0xDC00..0xE000).contains(&second) {
                return Err(Wrong::Here);
            }
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        } else {
            first
        };
        // Half a pair is no character.
        char::from_u32(code).ok_or(Wrong::Here)
    }

    /// `u` and four hex digits.
    fn unit(&mut self) -> Result<u32, Wrong> {
        let unit = self.bytes.get(self.at..self.at + 5).ok_or(Wrong::Here)?;
        let [b'u', digits @ ..] = unit else {
            return Err(Wrong::Here);
        };
        let mut code = 0;
        for digit in digits {
            code = code << 4 | char::from(*digit).to_digit(16).ok_or(Wrong::Here)?;
        }
        self.at += 5;
        Ok(code)
    }

    fn number(&mut self) -> Result<Tree<'a>, Wrong> {
        let is_negative = self.here() == Some(b'-');
        self.at += usize::from(is_negative);
        // All digits without their point, how many of them no longer fit, and how many stand behind the point.
        let mut digits = Digits::default();
        let first = self.at;
        self.digits(&mut digits)?;
        if self.bytes[first] == b'0' && self.at > first + 1 {
            return Err(Wrong::Here);
        }
        let mut is_whole = digits.left_out == 0;
        let mut exponent = digits.left_out;
        if self.here() == Some(b'.') {
            is_whole = false;
            self.at += 1;
            let begin = self.at;
            let left_out = digits.left_out;
            self.digits(&mut digits)?;
            let n_kept = (self.at - begin) as i32 - (digits.left_out - left_out);
            exponent -= n_kept;
        }
        if let Some(b'e' | b'E') = self.here() {
            is_whole = false;
            self.at += 1;
            let is_small = self.here() == Some(b'-');
            self.at += usize::from(is_small || self.here() == Some(b'+'));
            let mut power = Digits::default();
            self.digits(&mut power)?;
            let power = i32::try_from(power.number).unwrap_or(i32::MAX);
            exponent = if is_small {
                exponent.saturating_sub(power)
            } else {
                exponent.saturating_add(power)
            };
        }
        let whole = i128::from(digits.number) * if is_negative { -1 } else { 1 };
        if is_whole && let Ok(whole) = i64::try_from(whole) {
            // Only a number that isn't whole has a zero with a sign.
            let is_minus_zero = is_negative && whole == 0;
            return Ok(if is_minus_zero {
                Tree::Number(-0.0)
            } else {
                Tree::Whole(whole)
            });
        }
        let number = scaled(digits.number as f64, exponent);
        if number.is_finite() {
            Ok(Tree::Number(if is_negative { -number } else { number }))
        } else {
            Err(Wrong::Here)
        }
    }

    /// One digit at least.
    fn digits(&mut self, digits: &mut Digits) -> Result<(), Wrong> {
        let begin = self.at;
        while let Some(digit @ b'0'..=b'9') = self.here() {
            digits.push(digit - b'0');
            self.at += 1;
        }
        if self.at == begin {
            Err(Wrong::Here)
        } else {
            Ok(())
        }
    }
}

/// The first place from here on with a quote, a backslash or a control character; eight bytes at a time.
fn plain_until(bytes: &[u8], mut at: usize) -> usize {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let has_zero = |word: u64| word.wrapping_sub(ONES) & !word & TOPS;
    while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let word = u64::from_le_bytes(*eight);
        let quote = has_zero(word ^ (ONES * 0x22));
        let backslash = has_zero(word ^ (ONES * 0x5C));
        let control = word.wrapping_sub(ONES * 0x20) & !word & TOPS;
        // A borrow marks bytes behind a true one alone, so the first mark is true.
        let found = quote | backslash | control;
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let is_plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\';
    at + rest.iter().take_while(|byte| is_plain(byte)).count()
}

/// The digits of a number as far as they fit.
#[derive(Default)]
struct Digits {
    number: u64,
    left_out: i32,
}

impl Digits {
    fn push(&mut self, digit: u8) {
        let longer = self.number.checked_mul(10);
        let longer = longer.and_then(|longer| longer.checked_add(u64::from(digit)));
        match longer {
            Some(longer) if self.left_out == 0 => self.number = longer,
            _ => self.left_out = self.left_out.saturating_add(1),
        }
    }
}

/// `number · 10^exponent`: exact for up to fifteen digits and powers up to 22, else to a few of the last bits.
fn scaled(mut number: f64, mut exponent: i32) -> f64 {
    const STEP: i32 = 22;
    while exponent > STEP && number.is_finite() && number != 0.0 {
        number *= 1e22;
        exponent -= STEP;
    }
    while exponent < -STEP && number != 0.0 {
        number /= 1e22;
        exponent += STEP;
    }
    let mut power = 1.0;
    for _ in 0..exponent.unsigned_abs().min(STEP as u32) {
        power *= 10.0;
    }
    if exponent < 0 {
        number / power
    } else {
        number * power
    }
}

/// Which names an object may have already: told from most others by a bit, so that few need to be compared.
#[derive(Default)]
struct Names([u64; 4]);

impl Names {
    /// Whether this one, which it has from now on, may have been there.
    fn may_have(&mut self, name: &str) -> bool {
        let bytes = name.as_bytes();
        let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or_default());
        let n = bytes.len();
        let mixed =
            (byte(0) << 16 ^ byte(n / 2) << 8 ^ byte(n.saturating_sub(1)) ^ (n as u32) << 4)
                .wrapping_mul(0x9E37_79B1);
        let (word, bit) = ((mixed >> 30) as usize, mixed >> 24 & 63);
        let known = self.0[word] >> bit & 1 == 1;
        self.0[word] |= 1 << bit;
        known
    }
}
