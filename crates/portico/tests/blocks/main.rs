//! Blocks of stored pages as their readers get them: what is hidden leaves no trace, and a page costs as many
//! statements for many records as for few.

mod lists;
mod meters;
mod orders;
mod scene;
