//! A painter of egui's meshes on the CPU, for kittest.
//!
//! It does what egui's shaders do: a fragment is the vertex colour times the texel, both premultiplied and in
//! gamma space, blended over what is there; triangles own their pixels by the top-left rule, so neighbours neither
//! overlap nor leave gaps. Pixel centres are compared in fixed point, which makes the result the same everywhere.

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageData, ImageDelta, Mesh, Primitive, Vertex};
use egui::{Color32, Context, FullOutput, Rect, TextureFilter, TextureId, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Fixed point: this many steps per pixel.
const SUBPIXELS: f32 = 256.0;

/// Paints with triangles in memory.
#[derive(Debug, Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

#[derive(Debug)]
struct Texture {
    size: [usize; 2],
    texels: Vec<Color32>,
    linear: bool,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                self.apply(id, &change);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let pixels_per_point = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * pixels_per_point;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize);
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes.clone(), pixels_per_point) {
            let Primitive::Mesh(mesh) = primitive else { return Err("paint callbacks need a GPU".to_owned()) };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a mesh uses a texture that was never set")?;
            canvas.set_clip(clip_rect * pixels_per_point);
            canvas.paint(&mesh, texture, pixels_per_point);
        }
        canvas.into_image()
    }
}

impl CpuRenderer {
    fn apply(&mut self, id: TextureId, delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let Some([left, top]) = delta.pos else {
            let linear = delta.options.magnification == TextureFilter::Linear;
            self.textures.insert(id, Texture { size: image.size, texels: image.pixels.clone(), linear });
            return;
        };
        let Some(texture) = self.textures.get_mut(&id) else { return };
        for (row, texels) in image.pixels.chunks_exact(image.width()).enumerate() {
            let start = (top + row) * texture.size[0] + left;
            texture.texels[start..start + texels.len()].copy_from_slice(texels);
        }
    }
}

impl Texture {
    /// The texel at a place in 0..=1, as premultiplied channels in 0..=255.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let [width, height] = self.size;
        let (x, y) = (u * width as f32, v * height as f32);
        if !self.linear {
            return self.texel(x.floor() as isize, y.floor() as isize).map(f32::from);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, bottom_share) = (x - left, y - top);
        let (left, top) = (left as isize, top as isize);
        // Text is placed on whole pixels: most samples are one texel.
        if right_share < 1e-3 && bottom_share < 1e-3 {
            return self.texel(left, top).map(f32::from);
        }
        let [a, b] = [self.texel(left, top), self.texel(left + 1, top)];
        let [c, d] = [self.texel(left, top + 1), self.texel(left + 1, top + 1)];
        std::array::from_fn(|channel| {
            let upper = f32::from(a[channel]) * (1.0 - right_share) + f32::from(b[channel]) * right_share;
            let lower = f32::from(c[channel]) * (1.0 - right_share) + f32::from(d[channel]) * right_share;
            upper * (1.0 - bottom_share) + lower * bottom_share
        })
    }

    fn texel(&self, x: isize, y: isize) -> [u8; 4] {
        let x = x.clamp(0, self.size[0] as isize - 1) as usize;
        let y = y.clamp(0, self.size[1] as isize - 1) as usize;
        self.texels[y * self.size[0] + x].to_array()
    }
}

/// The picture while it is painted.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    clip: PixelRect,
}

/// A rectangle of whole pixels, its end excluded.
#[derive(Clone, Copy)]
struct PixelRect {
    left: i64,
    top: i64,
    right: i64,
    bottom: i64,
}

/// A vertex in pixels, fixed point.
#[derive(Clone, Copy)]
struct Corner {
    x: i64,
    y: i64,
    uv: [f32; 2],
    color: [f32; 4],
}

impl Canvas {
    fn new(width: usize, height: usize) -> Self {
        let clip = PixelRect { left: 0, top: 0, right: width as i64, bottom: height as i64 };
        Self { width, height, pixels: vec![0; width * height * 4], clip }
    }

    /// Scissors as egui's own painters do: rounded to whole pixels, inside the picture.
    fn set_clip(&mut self, rect: Rect) {
        let bound = |value: f32, limit: usize| (value.round() as i64).clamp(0, limit as i64);
        let (left, top) = (bound(rect.left(), self.width), bound(rect.top(), self.height));
        let (right, bottom) = (bound(rect.right(), self.width), bound(rect.bottom(), self.height));
        self.clip = PixelRect { left, top, right: right.max(left), bottom: bottom.max(top) };
    }

    fn paint(&mut self, mesh: &Mesh, texture: &Texture, pixels_per_point: f32) {
        for triangle in mesh.indices.chunks_exact(3) {
            let [a, b, c] = [triangle[0], triangle[1], triangle[2]]
                .map(|index| Corner::new(&mesh.vertices[index as usize], pixels_per_point));
            self.triangle(a, b, c, texture);
        }
    }

    fn triangle(&mut self, a: Corner, b: Corner, c: Corner, texture: &Texture) {
        let area = edge(&a, &b, c.x, c.y);
        // egui's triangles turn either way: make them all turn the same way.
        let (b, c, area) = match area {
            0 => return,
            1.. => (b, c, area),
            _ => (c, b, -area),
        };
        let step = SUBPIXELS as i64;
        let corners = [&a, &b, &c];
        let low = |get: fn(&Corner) -> i64| corners.iter().map(|corner| get(corner)).min().unwrap_or(0).div_euclid(step);
        let high = |get: fn(&Corner) -> i64| corners.iter().map(|corner| get(corner)).max().unwrap_or(0).div_euclid(step) + 1;
        let (left, right) = (low(|corner| corner.x).max(self.clip.left), high(|corner| corner.x).min(self.clip.right));
        let (top, bottom) = (low(|corner| corner.y).max(self.clip.top), high(|corner| corner.y).min(self.clip.bottom));
        if left >= right || top >= bottom {
            return;
        }
        let flat = a.color == b.color && b.color == c.color && a.uv == b.uv && b.uv == c.uv;
        let flat_color = flat.then(|| shade(a.color, texture.sample(a.uv[0], a.uv[1])));

        let (bias_a, bias_b, bias_c) = (bias(&b, &c), bias(&c, &a), bias(&a, &b));
        let start = (left * step + step / 2, top * step + step / 2);
        let mut row_weights = [edge(&b, &c, start.0, start.1), edge(&c, &a, start.0, start.1), edge(&a, &b, start.0, start.1)];
        let across = [(c.y - b.y) * step, (a.y - c.y) * step, (b.y - a.y) * step].map(|delta| -delta);
        let down = [(c.x - b.x) * step, (a.x - c.x) * step, (b.x - a.x) * step];
        for y in top..bottom {
            let mut weights = row_weights;
            for x in left..right {
                if weights[0] + bias_a >= 0 && weights[1] + bias_b >= 0 && weights[2] + bias_c >= 0 {
                    let color = match flat_color {
                        Some(color) => color,
                        None => {
                            let share = [weights[0], weights[1], weights[2]].map(|weight| weight as f32 / area as f32);
                            let mix = |a: f32, b: f32, c: f32| a * share[0] + b * share[1] + c * share[2];
                            let (u, v) = (mix(a.uv[0], b.uv[0], c.uv[0]), mix(a.uv[1], b.uv[1], c.uv[1]));
                            let color = std::array::from_fn(|i| mix(a.color[i], b.color[i], c.color[i]));
                            shade(color, texture.sample(u, v))
                        }
                    };
                    self.blend(x as usize, y as usize, color);
                }
                for (weight, delta) in weights.iter_mut().zip(across) {
                    *weight += delta;
                }
            }
            for (weight, delta) in row_weights.iter_mut().zip(down) {
                *weight += delta;
            }
        }
    }

    fn blend(&mut self, x: usize, y: usize, source: [f32; 4]) {
        let start = (y * self.width + x) * 4;
        let kept = 1.0 - source[3] / 255.0;
        for (channel, value) in self.pixels[start..start + 4].iter_mut().zip(source) {
            *channel = (value + f32::from(*channel) * kept + 0.5).clamp(0.0, 255.0) as u8;
        }
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        RgbaImage::from_raw(self.width as u32, self.height as u32, self.pixels).ok_or_else(|| "an empty picture".to_owned())
    }
}

impl Corner {
    fn new(vertex: &Vertex, pixels_per_point: f32) -> Self {
        let fixed = |value: f32| (value * pixels_per_point * SUBPIXELS).round() as i64;
        Self {
            x: fixed(vertex.pos.x),
            y: fixed(vertex.pos.y),
            uv: [vertex.uv.x, vertex.uv.y],
            color: vertex.color.to_array().map(f32::from),
        }
    }
}

/// Twice the area left of the line from `a` to `b`, seen from a point; positive on the inner side.
fn edge(a: &Corner, b: &Corner, x: i64, y: i64) -> i64 {
    (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
}

/// The top-left rule: a pixel exactly on an edge belongs to the triangle whose top or left edge it is.
fn bias(from: &Corner, to: &Corner) -> i64 {
    let top = from.y == to.y && to.x > from.x;
    let left = to.y < from.y;
    if top || left { 0 } else { -1 }
}

fn shade(color: [f32; 4], texel: [f32; 4]) -> [f32; 4] {
    std::array::from_fn(|channel| color[channel] * texel[channel] / 255.0)
}
