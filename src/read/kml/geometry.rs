//! The geometries of KML.

use geo::Coord;
use quick_xml::events::{BytesStart, Event};

use super::super::shape::{DEEPEST_COLLECTION, Shape, is_coordinate};
use super::{Damage, Document};

/// Why a geometry cannot be used: the catalogue entry.
type Reason = &'static str;

/// Whether a tag of this name is a geometry.
pub(super) fn is_geometry(name: &str) -> bool {
    matches!(
        name,
        "Point"
            | "LineString"
            | "LinearRing"
            | "Polygon"
            | "MultiGeometry"
            | "Model"
            | "Track"
            | "MultiTrack"
    )
}

/// One shape out of several: of one kind where they are.
pub(super) fn united(mut shapes: Vec<Shape>) -> Shape {
    if shapes.len() < 2 {
        return shapes.pop().unwrap_or(Shape::Null);
    }
    if shapes.iter().all(|shape| matches!(shape, Shape::Point(_))) {
        let positions = shapes.into_iter().filter_map(|shape| match shape {
            Shape::Point(position) => Some(position),
            _ => None,
        });
        return Shape::MultiPoint(positions.collect());
    }
    if shapes.iter().all(|shape| matches!(shape, Shape::Polygon(_))) {
        let polygons = shapes.into_iter().filter_map(|shape| match shape {
            Shape::Polygon(rings) => Some(rings),
            _ => None,
        });
        return Shape::MultiPolygon(polygons.collect());
    }
    Shape::Collection(shapes)
}

impl Document<'_, '_> {
    /// Reads the geometry that `tag` opened, to its end.
    pub(super) fn geometry(
        &mut self,
        tag: &BytesStart<'_>,
        depth: usize,
        has_heights: &mut bool,
    ) -> Result<Result<Shape, Reason>, Damage> {
        match tag.local_name().as_ref() {
            "MultiGeometry" if depth < DEEPEST_COLLECTION => self.parts(depth, has_heights),
            "MultiGeometry" => {
                self.skip(tag)?;
                Ok(Err("read.damage.deep"))
            }
            kind @ ("Point" | "LineString" | "LinearRing" | "Polygon") => {
                let rings = self.rings(tag, has_heights)?;
                Ok(rings.and_then(|rings| of_kind(kind, rings)))
            }
            _ => {
                self.skip(tag)?;
                Ok(Err("read.damage.kind"))
            }
        }
    }

    fn parts(&mut self, depth: usize, has_heights: &mut bool) -> Result<Result<Shape, Reason>, Damage> {
        let mut shapes = Vec::new();
        let mut damage = None;
        loop {
            match self.next()? {
                Event::Start(tag) if is_geometry(tag.local_name().as_ref()) => {
                    match self.geometry(&tag, depth + 1, has_heights)? {
                        Ok(shape) => shapes.push(shape),
                        Err(reason) => damage = Some(reason),
                    }
                }
                Event::Start(tag) => self.skip(&tag)?,
                Event::End(_) => {
                    let is_empty = shapes.is_empty();
                    let shape = if is_empty { Shape::Empty } else { united(shapes) };
                    return Ok(damage.map_or(Ok(shape), Err));
                }
                Event::Eof => return Err("MultiGeometry".to_owned()),
                _ => {}
            }
        }
    }

    /// The lists of coordinates within a geometry, in their order: the outer ring stands before the inner ones.
    fn rings(
        &mut self,
        tag: &BytesStart<'_>,
        has_heights: &mut bool,
    ) -> Result<Result<Vec<Vec<Coord>>, Reason>, Damage> {
        let (mut outer, mut inner) = (Vec::new(), Vec::new());
        let mut damage = None;
        let (mut depth, mut is_inner) = (0, false);
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "coordinates" => match positions(&self.text(&tag)?, has_heights) {
                        Ok(ring) if is_inner => inner.push(ring),
                        Ok(ring) => outer.push(ring),
                        Err(reason) => damage = Some(reason),
                    },
                    name @ ("outerBoundaryIs" | "innerBoundaryIs" | "LinearRing") => {
                        is_inner = name == "innerBoundaryIs" || (is_inner && name == "LinearRing");
                        depth += 1;
                    }
                    _ => self.skip(&tag)?,
                },
                Event::End(_) if depth == 0 => {
                    outer.extend(inner);
                    return Ok(damage.map_or(Ok(outer), Err));
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(tag.name().0.to_owned()),
                _ => {}
            }
        }
    }
}

/// The shape of a kind of geometry.
fn of_kind(kind: &str, mut rings: Vec<Vec<Coord>>) -> Result<Shape, Reason> {
    if rings.iter().all(Vec::is_empty) {
        return Ok(Shape::Empty);
    }
    match kind {
        "Polygon" => Ok(Shape::Polygon(rings)),
        "Point" => match rings.swap_remove(0).as_slice() {
            [position] => Ok(Shape::Point(*position)),
            _ => Err("read.damage.header"),
        },
        _ => match rings.swap_remove(0) {
            line if line.len() > 1 => Ok(Shape::LineString(line)),
            _ => Err("read.damage.short"),
        },
    }
}

/// The positions of `lon,lat[,height] lon,lat …`; people put spaces after the commas too.
fn positions(text: &str, has_heights: &mut bool) -> Result<Vec<Coord>, Reason> {
    let mut positions = Vec::new();
    let mut numbers: Vec<f64> = Vec::new();
    // Whether a comma came since the last number: only then another one belongs to the same position.
    let mut has_comma = true;
    let mut rest = text.trim();
    let mut close = |numbers: &mut Vec<f64>| {
        let position = match numbers.as_slice() {
            [] => return Ok(()),
            [x, y] => Coord { x: *x, y: *y },
            [x, y, _] => {
                *has_heights = true;
                Coord { x: *x, y: *y }
            }
            _ => return Err("read.damage.short"),
        };
        numbers.clear();
        positions.push(position);
        Ok(())
    };
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(',') {
            has_comma = true;
            rest = after.trim_start();
            continue;
        }
        if !has_comma {
            close(&mut numbers)?;
        }
        let end = rest.find(|c: char| c == ',' || c.is_whitespace()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let number =
            number.parse().ok().filter(|number| is_coordinate(*number)).ok_or("read.damage.number")?;
        numbers.push(number);
        has_comma = false;
        rest = after.trim_start();
    }
    close(&mut numbers)?;
    Ok(positions)
}

#[cfg(test)]
mod tests {
    use super::positions;

    #[test]
    fn spaces_part_positions_and_commas_their_numbers() {
        let read = |text: &str| {
            positions(text, &mut false).map(|all| all.iter().map(|c| (c.x, c.y)).collect::<Vec<_>>())
        };
        let two = Ok(vec![(1.0, 2.0), (3.0, 4.0)]);
        for text in ["1,2 3,4", "\n 1,2,0\t3,4,0 ", "1, 2, 0 3, 4, 0", "1 ,2 3 ,4"] {
            assert_eq!(read(text), two, "{text}");
        }
        assert_eq!(read(""), Ok(vec![]));
        assert_eq!(read("1"), Err("read.damage.short"));
        assert_eq!(read("1,2,3,4"), Err("read.damage.short"));
        assert_eq!(read("1,x"), Err("read.damage.number"));
        assert_eq!(read("1,1e300"), Err("read.damage.number"));
    }
}
