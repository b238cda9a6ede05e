//! The default style.

use super::*;

impl Default for Style {
    fn default() -> Self {
        let colour = |text: &str| Colour::parse(text).unwrap_or(Colour { red: 0, green: 0, blue: 0 });
        let symbol = |text: &str, mark| Symbol { colour: colour(text), mark };
        Self {
            sheets: vec![
                Sheet { paper: Paper::A3, orientation: Orientation::Landscape },
                Sheet { paper: Paper::A4, orientation: Orientation::Portrait },
            ],
            formats: vec![Format::Pdf, Format::Png, Format::Svg],
            resolution_dpi: 300,
            atlas: Sheet { paper: Paper::A3, orientation: Orientation::Landscape },
            maps: MapTheme::ALL.map(|theme| MapStyle { theme, title: None }).to_vec(),
            fonts: FontFiles::default(),
            text: TextSizes {
                title_pt: 24.0,
                heading_pt: 12.0,
                body_pt: 9.5,
                small_pt: 7.5,
                township_pt: 11.0,
                place_pt: 7.0,
            },
            colours: Colours {
                ink: colour("#1a1a1a"),
                paper: colour("#ffffff"),
                ground: colour("#f7f5f0"),
                township_border: colour("#6b6b6b"),
                area_border: colour("#333333"),
                covered: colour("#56b4e9"),
                uncovered: colour("#d55e00"),
                partly_covered: colour("#f6d08a"),
                service_area: colour("#0072b2"),
                residential: colour("#ffe99a"),
                planned: colour("#e69f00"),
                existing: colour("#0072b2"),
                nothing: colour("#e0e0e0"),
                water: colour("#c6e0f0"),
                green: colour("#dcecd2"),
                road: colour("#b9b2a6"),
                other_context: colour("#bdbdbd"),
                draft_mark: colour("#b03030"),
            },
            lines: LineWidths {
                neat_line_mm: 0.8,
                frame_mm: 0.2,
                township_border_mm: 0.25,
                area_border_mm: 0.45,
                parcel_mm: 0.05,
                service_area_mm: 0.18,
                road_mm: 0.25,
                water_mm: 0.2,
            },
            symbols: vec![
                symbol("#0072b2", Mark::Circle),
                symbol("#e69f00", Mark::Square),
                symbol("#009e73", Mark::Triangle),
                symbol("#cc79a7", Mark::Diamond),
                symbol("#56b4e9", Mark::Star),
                symbol("#000000", Mark::Cross),
            ],
            symbol_mm: 2.6,
            land_use: vec![
                LandUseColour { code: "0701".to_owned(), colour: colour("#ffff73") },
                LandUseColour { code: "0702".to_owned(), colour: colour("#ffd37f") },
                LandUseColour { code: "0703".to_owned(), colour: colour("#ffd37f") },
            ],
        }
    }
}
