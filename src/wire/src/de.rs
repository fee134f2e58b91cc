//! Reading.
//!
//! Names of fields and variants are looked up here, once for all types, and passed on as numbers; a struct is then visited
//! as the sequence of its fields. That is what makes it small: of the code that serde derives only the shortest part is
//! used, and the compiler drops the rest.

use crate::{Source, Tree, Unreadable};
use serde::de::value::U64Deserializer;
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
    T::deserialize(Reader(node))
}

struct Reader<N>(N);

impl<N: Source> Reader<N> {
    fn visit_whole<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_i64(self.0.whole()?)
    }

    fn visit_items<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let mut items = Items(self.0.items()?.into_iter());
        let value = visitor.visit_seq(&mut items)?;
        match items.0.next() {
            Some(_) => Err(Unreadable),
            None => Ok(value),
        }
    }

    fn visit_text<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.0.text().ok_or(Unreadable)?)
    }
}

/// The values of an object's properties in the order of a struct's fields; one that isn't there is `undefined`, which
/// an [`Option`] alone takes. A property that is no field is an error, but where the source knows more.
fn in_order<N: Source>(object: N, names: &[&str]) -> Result<std::vec::IntoIter<N>, Unreadable> {
    let mut values: Vec<N> = names.iter().map(|_| N::nothing()).collect();
    for (name, value) in object.fields()? {
        match position(names, &name).map(|at| values.get_mut(at)) {
            Ok(Some(slot)) => *slot = value,
            _ if N::KNOWS_MORE => {}
            _ => return Err(Unreadable),
        }
    }
    Ok(values.into_iter())
}

fn position(names: &[&str], name: &str) -> Result<usize, Unreadable> {
    names
        .iter()
        .position(|known| *known == name)
        .ok_or(Unreadable)
}

impl<'de, N: Source> Deserializer<'de> for Reader<N> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unreadable> {
        Err(Unreadable)
    }

    forward_to_deserialize_any! { bytes byte_buf identifier }

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

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_map(Entries {
            rest: self.0.fields()?.into_iter(),
            value: N::nothing(),
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(&mut Items(in_order(self.0, names)?))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_enum(tagged(self.0, names)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }
}

struct Items<N>(std::vec::IntoIter<N>);

impl<'de, N: Source> SeqAccess<'de> for &mut Items<N> {
    type Error = Unreadable;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        match self.0.next() {
            Some(node) => seed.deserialize(Reader(node)).map(Some),
            None => Ok(None),
        }
    }
}

/// A variant's number, and what it holds.
struct Tagged<N>(u64, N);

/// `"name"`, or an object whose one property is the variant.
fn tagged<N: Source>(node: N, names: &[&str]) -> Result<Tagged<N>, Unreadable> {
    let (name, content) = if node.is_text() {
        (node.text().ok_or(Unreadable)?, N::nothing())
    } else {
        let mut fields = node.fields()?;
        match (fields.pop(), fields.pop()) {
            (Some(only), None) => only,
            _ => return Err(Unreadable),
        }
    };
    Ok(Tagged(position(names, &name)? as u64, content))
}

impl<'de, N: Source> EnumAccess<'de> for Tagged<N> {
    type Error = Unreadable;
    type Variant = Content<N>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Content<N>), Unreadable> {
        let number: U64Deserializer<Unreadable> = self.0.into_deserializer();
        Ok((seed.deserialize(number)?, Content(self.1)))
    }
}

/// What a variant holds.
struct Content<N>(N);

impl<'de, N: Source> VariantAccess<'de> for Content<N> {
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
        seed.deserialize(Reader(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unreadable> {
        Reader(self.0).visit_items(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_seq(&mut Items(in_order(self.0, names)?))
    }
}

/// A map's entries.
struct Entries<N> {
    rest: std::vec::IntoIter<(String, N)>,
    /// Of the key that was read last.
    value: N,
}

impl<'de, N: Source> MapAccess<'de> for Entries<N> {
    type Error = Unreadable;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unreadable> {
        let Some((name, value)) = self.rest.next() else {
            return Ok(None);
        };
        self.value = value;
        seed.deserialize(Key(name)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, Unreadable> {
        seed.deserialize(Reader(std::mem::replace(&mut self.value, N::nothing())))
    }
}

/// A map's key: a text, a whole number in digits, or a variant that holds nothing.
struct Key(String);

impl<'de> Deserializer<'de> for Key {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_string(self.0)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_i64(self.0.parse().map_err(|_| Unreadable)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        let number = position(names, &self.0)? as u64;
        visitor.visit_enum(Tagged(number, Tree::Nothing))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}
