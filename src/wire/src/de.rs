//! Reading.
//!
//! Names of fields and variants are looked up here, once for all types, and passed on as numbers. A message's struct is
//! then visited as the sequence of its fields, a record's as a map of those that are there, so that each may say for
//! itself what it does about one that is missing or unknown. That is what makes it small: of the code that serde derives
//! only the shortest part is used, and the compiler drops the rest.

use crate::{Source, Unreadable};
use serde::de::value::{U32Deserializer, U64Deserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer,
    MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

impl Error for Unreadable {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads a message.
///
/// # Errors
/// It isn't one of that type.
pub fn from_node<T: DeserializeOwned, N: Source>(node: N) -> Result<T, Unreadable> {
    T::deserialize(Reader::<N, false>(node))
}

/// Reads a record: as a message, but a struct says itself what it does about fields that are missing (`serde(default)`)
/// or unknown, and there may be maps whose keys are texts, whole numbers or the names of variants.
///
/// # Errors
/// It isn't one of that type.
pub fn from_record<T: DeserializeOwned, N: Source>(node: N) -> Result<T, Unreadable> {
    T::deserialize(Reader::<N, true>(node))
}

/// Up to here every whole number has a JavaScript number of its own.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// `RECORD`: what [`from_record`] reads.
struct Reader<N, const RECORD: bool>(N);

impl<N: Source, const RECORD: bool> Reader<N, RECORD> {
    /// A whole number, as far as a JavaScript number is exact.
    fn whole(&self) -> Result<i64, Unreadable> {
        let number = self.0.number().ok_or(Unreadable)?;
        // NaN is within nothing.
        let is_exact = (-MOST_EXACT..=MOST_EXACT).contains(&number);
        let whole = number as i64;
        if is_exact && whole as f64 == number {
            Ok(whole)
        } else {
            Err(Unreadable)
        }
    }

    fn visit_whole<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_i64(self.whole()?)
    }

    fn visit_items<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let mut items = Items::<N, RECORD>(self.0.items()?.into_iter());
        let value = visitor.visit_seq(&mut items)?;
        match items.0.next() {
            Some(_) => Err(Unreadable),
            None => Ok(value),
        }
    }

    fn visit_struct<'de, V: Visitor<'de>>(
        self,
        names: &[&str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if RECORD {
            visitor.visit_map(Fields {
                fields: numbered(self.0, names)?,
                value: None,
            })
        } else {
            visitor.visit_seq(&mut Items::<N, RECORD>(in_order(self.0, names)?))
        }
    }

    fn visit_text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.0.text().ok_or(Unreadable)?)
    }
}

/// The values of an object's properties in the order of a struct's fields; one that isn't there is `undefined`, which
/// an [`Option`] alone takes. A property that is no field is an error.
fn in_order<N: Source>(object: N, names: &[&str]) -> Result<std::vec::IntoIter<N>, Unreadable> {
    let mut values: Vec<N> = names.iter().map(|_| N::nothing()).collect();
    for (name, value) in object.fields()? {
        let slot = values.get_mut(position(names, &name)?);
        *slot.ok_or(Unreadable)? = value;
    }
    Ok(values.into_iter())
}

/// The properties of an object by their numbers; an unknown one has the number after the last, which the struct takes for
/// unknown too.
fn numbered<N: Source>(
    object: N,
    names: &[&str],
) -> Result<std::vec::IntoIter<(u64, N)>, Unreadable> {
    let number = |name: String| position(names, &name).unwrap_or(names.len()) as u64;
    let fields = object.fields()?.into_iter();
    let fields: Vec<(u64, N)> = fields.map(|(name, value)| (number(name), value)).collect();
    Ok(fields.into_iter())
}

fn position(names: &[&str], name: &str) -> Result<usize, Unreadable> {
    names
        .iter()
        .position(|known| *known == name)
        .ok_or(Unreadable)
}

impl<'de, N: Source, const RECORD: bool> Deserializer<'de> for Reader<N, RECORD> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    forward_to_deserialize_any! { bytes byte_buf identifier }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if !RECORD {
            return Err(Unreadable);
        }
        visitor.visit_map(Entries {
            entries: self.0.fields()?.into_iter(),
            value: None,
        })
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.0.flag().ok_or(Unreadable)?)
    }

    fn deserialize_i8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_i16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_whole(visitor)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let number = self.0.number().filter(|number| number.is_finite());
        visitor.visit_f64(number.ok_or(Unreadable)?)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_text(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_nothing() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.0.is_nothing() {
            visitor.visit_unit()
        } else {
            Err(Unreadable)
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.visit_items(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.visit_items(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.visit_items(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.visit_struct(names, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(Tagged::<N, RECORD>::of(self.0, names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }
}

struct Items<N, const RECORD: bool>(std::vec::IntoIter<N>);

impl<'de, N: Source, const RECORD: bool> SeqAccess<'de> for &mut Items<N, RECORD> {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        match self.0.next() {
            Some(node) => seed.deserialize(Reader::<N, RECORD>(node)).map(Some),
            None => Ok(None),
        }
    }
}

/// A record's struct.
struct Fields<N> {
    fields: std::vec::IntoIter<(u64, N)>,
    value: Option<N>,
}

impl<'de, N: Source> MapAccess<'de> for Fields<N> {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        let Some((number, value)) = self.fields.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(visitable(number)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        let value = self.value.take().ok_or(Unreadable)?;
        seed.deserialize(Reader::<N, true>(value))
    }
}

/// A record's map.
struct Entries<N> {
    entries: std::vec::IntoIter<(String, N)>,
    value: Option<N>,
}

impl<'de, N: Source> MapAccess<'de> for Entries<N> {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        let value = self.value.take().ok_or(Unreadable)?;
        seed.deserialize(Reader::<N, true>(value))
    }
}

fn visitable(number: u64) -> U64Deserializer<Unreadable> {
    number.into_deserializer()
}

/// A map's key.
struct Key(String);

impl<'de> Deserializer<'de> for Key {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.0)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_i64(self.0.parse().map_err(|_| Unreadable)?)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let number: U32Deserializer<Unreadable> =
            (position(names, &self.0)? as u32).into_deserializer();
        visitor.visit_enum(number)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A variant's number, and what it holds.
struct Tagged<N, const RECORD: bool>(u64, N);

impl<N: Source, const RECORD: bool> Tagged<N, RECORD> {
    fn of(node: N, names: &[&str]) -> Result<Self, Unreadable> {
        let (number, content) = tagged(node, names)?;
        Ok(Self(number, content))
    }
}

/// `"name"`, or an object whose one property is the variant.
fn tagged<N: Source>(node: N, names: &[&str]) -> Result<(u64, N), Unreadable> {
    let (name, content) = if node.is_text() {
        (node.text().ok_or(Unreadable)?, N::nothing())
    } else {
        let mut fields = node.fields()?;
        match (fields.pop(), fields.pop()) {
            (Some(only), None) => only,
            _ => return Err(Unreadable),
        }
    };
    Ok((position(names, &name)? as u64, content))
}

impl<'de, N: Source, const RECORD: bool> EnumAccess<'de> for Tagged<N, RECORD> {
    type Error = Unreadable;
    type Variant = Content<N, RECORD>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Content<N, RECORD>), Unreadable> {
        Ok((seed.deserialize(visitable(self.0))?, Content(self.1)))
    }
}

/// What a variant holds.
struct Content<N, const RECORD: bool>(N);

impl<'de, N: Source, const RECORD: bool> VariantAccess<'de> for Content<N, RECORD> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        if self.0.is_nothing() {
            Ok(())
        } else {
            Err(Unreadable)
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        seed.deserialize(Reader::<N, RECORD>(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        Reader::<N, RECORD>(self.0).visit_items(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        Reader::<N, RECORD>(self.0).visit_struct(names, visitor)
    }
}
