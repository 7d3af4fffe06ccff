import Foundation
import TerminalKit
import Testing

/// Colours as an eye sees them that lacks one kind of cones: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), at full severity.
struct ColorVision: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let matrix: [[Double]]

    static let all = [
        ColorVision(testDescription: "all cones", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        ColorVision(
            testDescription: "no red cones",
            matrix: [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
            ]),
        ColorVision(
            testDescription: "no green cones",
            matrix: [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
            ]),
    ]

    /// How different two colours look: the distance in CIELAB (CIE 1976), where about 2 can just be seen. nil for the
    /// terminal's own colour.
    func difference(_ one: Color, _ other: Color) -> Double? {
        guard let one = lab(one), let other = lab(other) else { return nil }
        return zip(one, other).map { pow($0 - $1, 2) }.reduce(0, +).squareRoot()
    }

    private func lab(_ color: Color) -> [Double]? {
        guard let channels = color.channels else { return nil }
        let linear = [channels.red, channels.green, channels.blue].map { channel in
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let seen = Self.product(matrix, linear)
        let xyz = Self.product(
            [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], seen)
        let scaled = zip(xyz, [0.9505, 1, 1.089]).map { value, white in
            let ratio = max(0, value / white)
            return ratio > 0.008856 ? cbrt(ratio) : 7.787 * ratio + 16.0 / 116
        }
        return [116 * scaled[1] - 16, 500 * (scaled[0] - scaled[1]), 200 * (scaled[1] - scaled[2])]
    }

    private static func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
        matrix.map { row in zip(row, vector).map { $0 * $1 }.reduce(0, +) }
    }
}
