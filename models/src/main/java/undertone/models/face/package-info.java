/// Small pretrained networks that look at one face.
///
/// Weights: npm package `@vladmandic/face-api` 1.7.15 (MIT; networks by V. Mühler, *face-api.js*),
/// fetched at build, mostly quantised to bytes. All equal the package's own runtime:
/// `FaceExpressionNet` on 981 faces of CK+ in all probabilities within 1e-3 and in every first
/// choice; `FaceLandmarkNet`, `FaceDescriptorNet` and `TinyFaceNet` within 1e-4 on pictures that a
/// test makes and has Node look at too.
///
/// The expression network was trained "on a variety of images from publicly available datasets as
/// well as images scraped from the web": whatever public faces it is measured on, it may have seen.
/// The others never saw an expression's label: they learned points, persons and boxes.
@NullMarked
package undertone.models.face;

import org.jspecify.annotations.NullMarked;
