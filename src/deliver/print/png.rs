//! A page as PNG, with its resolution.

use resvg::tiny_skia::{Color, Pixmap, Transform};

use super::drawing::Drawing;
use super::fonts::Fonts;
use super::{cannot_draw, tree};
use crate::error::Error;

const MM_PER_INCH: f64 = 25.4;

/// The page as PNG with so many dots an inch, on white.
///
/// # Errors
/// The drawing cannot be made into one, which is a fault of this program; or memory is short.
pub(crate) fn of(drawing: &Drawing, dots_per_inch: u32, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let dots_per_mm = f64::from(dots_per_inch) / MM_PER_INCH;
    let dots = |mm: f64| (mm * dots_per_mm).round() as u32;
    let (width, height) = (dots(drawing.width_mm), dots(drawing.height_mm));
    let tree = tree(drawing, fonts)?;
    let mut pixmap = Pixmap::new(width, height).ok_or_else(|| cannot_draw(&drawing.title, "size"))?;
    pixmap.fill(Color::WHITE);
    let scale = |dots: u32, size: f32| dots as f32 / size;
    let transform =
        Transform::from_scale(scale(width, tree.size().width()), scale(height, tree.size().height()));
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    encode(&pixmap, dots_per_mm).map_err(|error| cannot_draw(&drawing.title, error))
}

/// The picture without transparency: white paper lies below all of it.
fn encode(pixmap: &Pixmap, dots_per_mm: f64) -> Result<Vec<u8>, png::EncodingError> {
    let mut colours = vec![0; pixmap.data().len() / 4 * 3];
    for (colour, pixel) in colours.chunks_exact_mut(3).zip(pixmap.data().chunks_exact(4)) {
        colour.copy_from_slice(&pixel[..3]);
    }
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
    writer.write_image_data(&colours)?;
    writer.finish()?;
    Ok(out)
}
