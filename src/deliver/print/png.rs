//! A page as PNG, with its resolution.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::Tree;

use super::cannot_draw;
use super::drawing::Drawing;
use crate::error::Error;

const MM_PER_INCH: f64 = 25.4;

/// The page as PNG with so many dots an inch, on white. `tree` is that of the drawing.
///
/// # Errors
/// The drawing cannot be made into one, which is a fault of this program; or memory is short.
pub(super) fn of(drawing: &Drawing, tree: &Tree, dots_per_inch: u32) -> Result<Vec<u8>, Error> {
    let dots_per_mm = f64::from(dots_per_inch) / MM_PER_INCH;
    let dots = |mm: f64| (mm * dots_per_mm).round() as u32;
    let (width, height) = (dots(drawing.width_mm), dots(drawing.height_mm));
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| cannot_draw(&drawing.title, "size"))?;
    pixmap.fill(Color::WHITE);
    let scale = |dots: u32, size: f32| dots as f32 / size;
    let transform =
        Transform::from_scale(scale(width, tree.size().width()), scale(height, tree.size().height()));
    resvg::render(tree, transform, &mut pixmap.as_mut());
    encode(&pixmap, dots_per_mm).map_err(|error| cannot_draw(&drawing.title, error))
}

/// The picture without transparency: white paper lies below all of it.
fn encode(pixmap: &Pixmap, dots_per_mm: f64) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, pixmap.width(), pixmap.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    let dots_per_metre = (dots_per_mm * 1000.0).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: dots_per_metre,
        yppu: dots_per_metre,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header()?;
    let mut to = writer.stream_writer()?;
    let width = pixmap.width() as usize;
    let mut row = vec![0; width * 3];
    for pixels in pixmap.data().chunks_exact(width * 4) {
        for (colour, pixel) in row.chunks_exact_mut(3).zip(pixels.chunks_exact(4)) {
            colour.copy_from_slice(&pixel[..3]);
        }
        std::io::Write::write_all(&mut to, &row)?;
    }
    to.finish()?;
    writer.finish()?;
    Ok(out)
}
