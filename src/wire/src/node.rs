//! What a value is, as far as a message needs to know.

use crate::Unreadable;

/// A longer list is refused.
pub const MOST_ITEMS: u32 = 65_536;
/// An object with more properties is refused.
pub const MOST_FIELDS: u32 = 256;

/// Up to here every whole number has a JavaScript number of its own.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// A value of the sort that JSON knows: a JavaScript value in the browser, a [`Tree`](crate::Tree), something that
/// plays one in tests.
///
/// None of these panics, whatever the value is; what can't be had (a getter that throws) counts as not of that kind. What
/// is read is taken, not copied: a text that becomes a `Secret` stands nowhere else.
pub trait Source: Sized {
    /// A property that a struct has no field for is passed over, instead of refused.
    const KNOWS_MORE: bool = false;

    /// `undefined`.
    fn nothing() -> Self;
    /// It is `null` or `undefined`.
    fn is_nothing(&self) -> bool;
    /// It is a text.
    fn is_text(&self) -> bool;
    /// The flag that it is.
    fn flag(&self) -> Option<bool>;
    /// The number that it is, if it is a JavaScript number.
    fn number(&self) -> Option<f64>;
    /// The whole number that it is: as far as a JavaScript number is exact.
    fn whole(&self) -> Result<i64, Unreadable> {
        let number = self.number().ok_or(Unreadable)?;
        // NaN is within nothing.
        let is_exact = (-MOST_EXACT..=MOST_EXACT).contains(&number);
        let whole = number as i64;
        if is_exact && whole as f64 == number {
            Ok(whole)
        } else {
            Err(Unreadable)
        }
    }
    /// The text that it is.
    fn text(self) -> Option<String>;
    /// The items of the list that it is, [`MOST_ITEMS`] at most.
    fn items(self) -> Result<Vec<Self>, Unreadable>;
    /// The own, enumerable properties of the object (not list) that it is, [`MOST_FIELDS`] at most and without those that
    /// are `undefined`.
    fn fields(self) -> Result<Vec<(String, Self)>, Unreadable>;
}

/// What a message is written as.
pub trait Sink: Sized {
    /// A flag.
    fn of_flag(flag: bool) -> Self;
    /// A number.
    fn of_number(number: f64) -> Self;
    /// A text.
    fn of_text(text: &str) -> Self;
    /// `null`.
    fn null() -> Self;
    /// An empty list, to [`push`](Sink::push) to.
    fn empty_list() -> Self;
    /// An empty object, to [`set`](Sink::set) properties of.
    fn empty_object() -> Self;
    /// Adds to a list made by [`empty_list`](Sink::empty_list).
    fn push(&mut self, item: Self);
    /// Sets a property of an object made by [`empty_object`](Sink::empty_object).
    fn set(&mut self, name: &'static str, value: Self);
}
