/// Small pretrained networks that look at one face.
///
/// Weights: npm package `@vladmandic/face-api` 1.7.15 (MIT; networks by V. Mühler, *face-api.js*),
/// fetched at build, quantised to bytes. `FaceExpressionNet` equals the package's own runtime: on
/// 981 faces of CK+ all probabilities within 1e-3 and every first choice.
///
/// The expression network was trained "on a variety of images from publicly available datasets as
/// well as images scraped from the web": whatever public faces it is measured on, it may have seen.
@NullMarked
package undertone.models.face;

import org.jspecify.annotations.NullMarked;
