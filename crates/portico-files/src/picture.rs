//! Pictures: how large they are, told by their header, and smaller ones without what the camera wrote into them.

use std::io::{BufReader, Cursor};
use std::path::Path;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

/// The most pixels of a picture that is looked into.
pub const MOST_PIXELS: u64 = 50_000_000;
/// How wide and high smaller pictures may be: beside a row, on a card, as a page of its own.
pub const SIZES: [u32; 3] = [160, 480, 1600];
/// The most memory that one picture may take.
const MOST_MEMORY: u64 = 400 * 1024 * 1024;

/// The key under which the smaller picture of a content is kept.
pub fn key_of(key: &str, size: u32) -> String {
    format!("{key}p{size}")
}

/// The size that is drawn for a wanted one: the next larger, or the largest.
pub fn size_for(wanted: u32) -> u32 {
    SIZES.into_iter().find(|size| *size >= wanted).unwrap_or(SIZES[SIZES.len() - 1])
}

/// Why there is no smaller picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It has more pixels than are looked into.
    #[error("{0}×{1} pixels are more than can be shown")]
    TooLarge(u32, u32),
    /// It is no picture that can be read here.
    #[error("the picture cannot be read")]
    Unreadable,
}

/// A smaller picture.
#[derive(Debug)]
pub struct Smaller {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// `image/jpeg`, or `image/png` where something shines through.
    pub media_type: &'static str,
}

/// Refuses the file of a picture that has too many pixels, by its header alone. What is no picture passes.
pub fn check(path: &Path) -> Result<(), PictureError> {
    let reader = ImageReader::open(path).ok().and_then(|reader| reader.with_guessed_format().ok());
    match reader.filter(|reader| reader.format().is_some()).map(ImageReader::into_dimensions) {
        Some(Ok((width, height))) => check_pixels(width, height),
        Some(Err(_)) => Err(PictureError::Unreadable),
        None => Ok(()),
    }
}

fn check_pixels(width: u32, height: u32) -> Result<(), PictureError> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooLarge(width, height));
    }
    Ok(())
}

/// The picture, no wider and no higher than this, upright, and without place, camera and author. Takes a while.
pub fn smaller(bytes: &[u8], width: u32, height: u32) -> Result<Smaller, PictureError> {
    let (picture, orientation) = decoded(bytes)?;
    let mut small = match picture.width() <= width && picture.height() <= height {
        true => picture,
        false => picture.thumbnail(width, height),
    };
    small.apply_orientation(orientation);
    let mut written = Cursor::new(Vec::new());
    let see_through = small.color().has_alpha();
    let (format, media_type, small) = match see_through {
        true => (ImageFormat::Png, "image/png", DynamicImage::ImageRgba8(small.into_rgba8())),
        false => (ImageFormat::Jpeg, "image/jpeg", DynamicImage::ImageRgb8(small.into_rgb8())),
    };
    small.write_to(&mut written, format).map_err(|_| PictureError::Unreadable)?;
    Ok(Smaller { bytes: written.into_inner(), media_type })
}

fn decoded(bytes: &[u8]) -> Result<(DynamicImage, Orientation), PictureError> {
    let unreadable = |_| PictureError::Unreadable;
    let reader = || ImageReader::new(BufReader::new(Cursor::new(bytes))).with_guessed_format();
    let (width, height) =
        reader().map_err(|_| PictureError::Unreadable)?.into_dimensions().map_err(unreadable)?;
    check_pixels(width, height)?;
    let mut reader = reader().map_err(|_| PictureError::Unreadable)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok((DynamicImage::from_decoder(decoder).map_err(unreadable)?, orientation))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut written = Cursor::new(Vec::new());
        let picture = DynamicImage::ImageRgb8(image::RgbImage::new(width, height));
        assert!(picture.write_to(&mut written, ImageFormat::Png).is_ok());
        written.into_inner()
    }

    /// The header of a PNG of any size, and nothing behind it.
    fn header(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        let check = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&check.to_be_bytes());
        bytes
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8)
                .fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
        })
    }

    #[test]
    fn a_smaller_picture_keeps_its_proportions_and_loses_what_the_camera_wrote() {
        let small = smaller(&png(800, 400), 320, 320);
        let Ok(small) = small else { panic!("{small:?}") };
        let size = ImageReader::with_format(Cursor::new(&small.bytes), ImageFormat::Jpeg).into_dimensions();
        assert_eq!(size.ok(), Some((320, 160)));
        assert!(!small.bytes.windows(4).any(|four| four == b"Exif"));
    }

    #[test]
    fn a_flood_of_pixels_is_refused_by_its_header() {
        let flood = header(40_000, 40_000);
        assert!(matches!(smaller(&flood, 320, 320), Err(PictureError::TooLarge(40_000, 40_000))));
        assert!(matches!(smaller(b"no picture", 320, 320), Err(PictureError::Unreadable)));
        let folder = tempfile::tempdir();
        let path = folder.as_ref().map(|folder| folder.path().join("flood")).unwrap_or_default();
        assert!(std::fs::write(&path, &flood).is_ok());
        assert!(matches!(check(&path), Err(PictureError::TooLarge(40_000, 40_000))));
        assert!(std::fs::write(&path, b"%PDF-1.7").is_ok());
        assert!(check(&path).is_ok());
    }
}
