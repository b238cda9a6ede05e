//! Well-known binary (OGC 06-103r4 with ISO and Esri's and PostGIS's type codes) to shapes.

use geo::Coord;

use super::shape::{DEEPEST_COLLECTION, Shape, is_coordinate};

/// A shape, and whether it has heights or measures, which are dropped.
pub(super) struct Read {
    pub(super) shape: Shape,
    pub(super) has_heights: bool,
}

/// Why bytes are no geometry that can be read: the catalogue entry.
pub(super) type Damage = &'static str;

/// Reads a geometry.
///
/// # Errors
/// The bytes end early, claim more than is there, hold a number that is no coordinate, nest too deep, or are of a type
/// that is not read: curves and surfaces.
pub(super) fn read(bytes: &[u8]) -> Result<Read, Damage> {
    let mut reader = Reader { rest: bytes, has_heights: false };
    let shape = reader.geometry(0)?;
    Ok(Read { shape, has_heights: reader.has_heights })
}

/// What is left to read.
struct Reader<'b> {
    rest: &'b [u8],
    has_heights: bool,
}

/// The head of a geometry.
struct Head {
    is_little: bool,
    kind: u32,
    /// How many numbers a position has.
    n_numbers: usize,
}

const SHORT: Damage = "read.damage.short";

impl Reader<'_> {
    fn geometry(&mut self, depth: usize) -> Result<Shape, Damage> {
        if depth > DEEPEST_COLLECTION {
            return Err("read.damage.deep");
        }
        let head = self.head()?;
        Ok(match head.kind {
            1 => self.point(&head)?,
            2 => match self.positions(&head)? {
                line if line.len() < 2 => Shape::Empty,
                line => Shape::LineString(line),
            },
            3 => Shape::Polygon(self.rings(&head)?),
            4 => Shape::MultiPoint(self.parts(&head, depth, |shape| match shape {
                Shape::Point(at) => Some(at),
                _ => None,
            })?),
            5 => Shape::MultiLineString(self.parts(&head, depth, |shape| match shape {
                Shape::LineString(line) => Some(line),
                _ => None,
            })?),
            6 => Shape::MultiPolygon(self.parts(&head, depth, |shape| match shape {
                Shape::Polygon(rings) => Some(rings),
                _ => None,
            })?),
            7 => Shape::Collection(self.parts(&head, depth, Some)?),
            _ => return Err("read.damage.kind"),
        })
    }

    fn head(&mut self) -> Result<Head, Damage> {
        let is_little = match self.take::<1>()? {
            [0] => false,
            [1] => true,
            _ => return Err("read.damage.header"),
        };
        let code = self.count(is_little)?;
        // PostGIS marks height, measure and reference system by high bits, ISO by thousands.
        let (has_z, has_m, has_srid) =
            (code & 0x8000_0000 > 0, code & 0x4000_0000 > 0, code & 0x2000_0000 > 0);
        let iso = code & 0x1FFF_FFFF;
        if has_srid {
            self.count(is_little)?;
        }
        let of_iso = match iso / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return Err("read.damage.kind"),
        };
        let more = of_iso + usize::from(has_z) + usize::from(has_m);
        self.has_heights |= more > 0;
        Ok(Head { is_little, kind: iso % 1000, n_numbers: 2 + more })
    }

    fn point(&mut self, head: &Head) -> Result<Shape, Damage> {
        let [x, y] = [self.number(head)?, self.number(head)?];
        self.skip((head.n_numbers - 2) * 8)?;
        match (x.is_nan(), y.is_nan()) {
            (true, true) => Ok(Shape::Empty),
            _ => Ok(Shape::Point(position(x, y)?)),
        }
    }

    fn positions(&mut self, head: &Head) -> Result<Vec<Coord>, Damage> {
        let size = head.n_numbers * 8;
        let count = self.count_of(head, size)?;
        let mut positions = Vec::with_capacity(count);
        for _ in 0..count {
            let (x, y) = (self.number(head)?, self.number(head)?);
            self.skip(size - 16)?;
            positions.push(position(x, y)?);
        }
        Ok(positions)
    }

    fn rings(&mut self, head: &Head) -> Result<Vec<Vec<Coord>>, Damage> {
        let count = self.count_of(head, 4)?;
        (0..count).map(|_| self.positions(head)).collect()
    }

    /// The parts of a collection; those that are empty are left out.
    fn parts<T>(
        &mut self,
        head: &Head,
        depth: usize,
        part: impl Fn(Shape) -> Option<T>,
    ) -> Result<Vec<T>, Damage> {
        let count = self.count_of(head, 5)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            match self.geometry(depth + 1)? {
                Shape::Empty => {}
                shape => parts.push(part(shape).ok_or("read.damage.header")?),
            }
        }
        Ok(parts)
    }

    /// A count of things of at least this many bytes each: no more than the bytes that are left can hold.
    fn count_of(&mut self, head: &Head, size: usize) -> Result<usize, Damage> {
        let count = self.count(head.is_little)? as usize;
        if count > self.rest.len() / size { Err("read.damage.count") } else { Ok(count) }
    }

    fn count(&mut self, is_little: bool) -> Result<u32, Damage> {
        let bytes = self.take::<4>()?;
        Ok(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self, head: &Head) -> Result<f64, Damage> {
        let bytes = self.take::<8>()?;
        Ok(if head.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        let (taken, rest) = self.rest.split_first_chunk::<N>().ok_or(SHORT)?;
        self.rest = rest;
        Ok(*taken)
    }

    fn skip(&mut self, n_bytes: usize) -> Result<(), Damage> {
        self.rest = self.rest.get(n_bytes..).ok_or(SHORT)?;
        Ok(())
    }
}

fn position(x: f64, y: f64) -> Result<Coord, Damage> {
    if is_coordinate(x) && is_coordinate(y) { Ok(Coord { x, y }) } else { Err("read.damage.number") }
}
