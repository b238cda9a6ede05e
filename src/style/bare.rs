//! Black lines on white paper, which need no file.

use super::*;

impl Style {
    /// What maps look like where the style that the program carries cannot be read: never, which a test sees to.
    pub(super) fn bare() -> Self {
        const BLACK: Colour = Colour { red: 0, green: 0, blue: 0 };
        const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
        const GREY: Colour = Colour { red: 192, green: 192, blue: 192 };
        let sheet = Sheet { paper: Paper::A3, orientation: Orientation::Landscape };
        Self {
            sheets: vec![sheet],
            formats: vec![Format::Pdf],
            resolution_dpi: 300,
            atlas: sheet,
            maps: MapTheme::ALL.map(|theme| MapStyle { theme, title: None }).to_vec(),
            fonts: FontFiles::default(),
            text: TextSizes {
                title_pt: 24.0,
                heading_pt: 12.0,
                body_pt: 9.0,
                small_pt: 7.0,
                township_pt: 11.0,
                place_pt: 7.0,
            },
            colours: Colours {
                ink: BLACK,
                paper: WHITE,
                ground: WHITE,
                township_border: BLACK,
                area_border: BLACK,
                covered: GREY,
                uncovered: BLACK,
                partly_covered: WHITE,
                service_area: BLACK,
                residential: GREY,
                planned: GREY,
                existing: BLACK,
                nothing: WHITE,
                water: GREY,
                green: GREY,
                road: GREY,
                other_context: GREY,
                draft_mark: BLACK,
            },
            lines: LineWidths {
                neat_line_mm: 0.8,
                frame_mm: 0.2,
                township_border_mm: 0.2,
                area_border_mm: 0.6,
                parcel_mm: 0.1,
                service_area_mm: 0.2,
                road_mm: 0.2,
                water_mm: 0.2,
            },
            symbols: vec![Symbol { colour: BLACK, mark: Mark::Circle }],
            symbol_mm: 2.5,
            land_use: Vec::new(),
        }
    }
}
