//! Server-rendered pages: the design system, the portals and the console.

pub mod design;
