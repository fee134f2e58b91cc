//! Writing.

use crate::{Sink, Unreadable};
use serde::ser::{
    Error, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeStructVariant, Serializer,
};
use std::marker::PhantomData;

impl Error for Unreadable {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Writes a message.
///
/// # Errors
/// It holds something that this crate doesn't support: a map, a tuple, bytes, a number that JavaScript has none for.
pub fn to_node<T: Serialize + ?Sized, N: Sink>(value: &T) -> Result<N, Unreadable> {
    value.serialize(Writer(PhantomData))
}

struct Writer<N>(PhantomData<N>);

/// Up to here every whole number has a JavaScript number of its own.
const MOST_EXACT: u64 = 1 << 53;

type Never<N> = Impossible<N, Unreadable>;

impl<N: Sink> Serializer for Writer<N> {
    type Ok = N;
    type Error = Unreadable;
    type SerializeSeq = List<N>;
    type SerializeTuple = Never<N>;
    type SerializeTupleStruct = Never<N>;
    type SerializeTupleVariant = Never<N>;
    type SerializeMap = Never<N>;
    type SerializeStruct = Object<N>;
    type SerializeStructVariant = Object<N>;

    fn serialize_bool(self, value: bool) -> Result<N, Unreadable> {
        Ok(N::of_flag(value))
    }

    fn serialize_i8(self, value: i8) -> Result<N, Unreadable> {
        Ok(N::of_number(value.into()))
    }

    fn serialize_i16(self, value: i16) -> Result<N, Unreadable> {
        Ok(N::of_number(value.into()))
    }

    fn serialize_i32(self, value: i32) -> Result<N, Unreadable> {
        Ok(N::of_number(value.into()))
    }

    fn serialize_i64(self, value: i64) -> Result<N, Unreadable> {
        if value.unsigned_abs() <= MOST_EXACT {
            Ok(N::of_number(value as f64))
        } else {
            Err(Unreadable)
        }
    }

    fn serialize_u8(self, value: u8) -> Result<N, Unreadable> {
        Ok(N::of_number(value.into()))
    }

    fn serialize_u16(self, value: u16) -> Result<N, Unreadable> {
        Ok(N::of_number(value.into()))
    }

    fn serialize_u32(self, value: u32) -> Result<N, Unreadable> {
        Ok(N::of_number(value.into()))
    }

    fn serialize_u64(self, value: u64) -> Result<N, Unreadable> {
        i64::try_from(value)
            .map_err(|_| Unreadable)
            .and_then(|value| self.serialize_i64(value))
    }

    fn serialize_f32(self, value: f32) -> Result<N, Unreadable> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<N, Unreadable> {
        if value.is_finite() {
            Ok(N::of_number(value))
        } else {
            Err(Unreadable)
        }
    }

    fn serialize_char(self, value: char) -> Result<N, Unreadable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<N, Unreadable> {
        Ok(N::of_text(value))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<N, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_none(self) -> Result<N, Unreadable> {
        Ok(N::null())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<N, Unreadable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<N, Unreadable> {
        Ok(N::null())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<N, Unreadable> {
        Ok(N::null())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<N, Unreadable> {
        Ok(N::of_text(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<N, Unreadable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<N, Unreadable> {
        let content = value.serialize(self)?;
        Ok(alone(variant, content))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<N>, Unreadable> {
        Ok(List(N::empty_list()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Never<N>, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Never<N>, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Never<N>, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Never<N>, Unreadable> {
        Err(Unreadable)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<N>, Unreadable> {
        Ok(Object {
            node: N::empty_object(),
            variant: None,
        })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Object<N>, Unreadable> {
        Ok(Object {
            node: N::empty_object(),
            variant: Some(variant),
        })
    }
}

fn alone<N: Sink>(name: &'static str, value: N) -> N {
    let mut object = N::empty_object();
    object.set(name, value);
    object
}

struct List<N>(N);

impl<N: Sink> SerializeSeq for List<N> {
    type Ok = N;
    type Error = Unreadable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unreadable> {
        self.0.push(to_node(value)?);
        Ok(())
    }

    fn end(self) -> Result<N, Unreadable> {
        Ok(self.0)
    }
}

/// A struct, or the content of a variant with fields.
struct Object<N> {
    node: N,
    variant: Option<&'static str>,
}

impl<N: Sink> SerializeStruct for Object<N> {
    type Ok = N;
    type Error = Unreadable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unreadable> {
        self.node.set(name, to_node(value)?);
        Ok(())
    }

    fn end(self) -> Result<N, Unreadable> {
        Ok(match self.variant {
            Some(variant) => alone(variant, self.node),
            None => self.node,
        })
    }
}

impl<N: Sink> SerializeStructVariant for Object<N> {
    type Ok = N;
    type Error = Unreadable;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Unreadable> {
        SerializeStruct::serialize_field(self, name, value)
    }

    fn end(self) -> Result<N, Unreadable> {
        SerializeStruct::end(self)
    }
}
