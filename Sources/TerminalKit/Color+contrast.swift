import Foundation

extension Color {
    /// How well one colour reads on the other: from 1 (not at all) to 21 (black on white), as WCAG 2.2 defines contrast
    /// ratio; 4.5 is its level AA for text. nil when either is the terminal's own colour.
    public func contrast(with other: Color) -> Double? {
        guard let one = luminance, let two = other.luminance else { return nil }
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// The relative luminance of WCAG 2.2, from 0 to 1.
    private var luminance: Double? {
        guard let channels else { return nil }
        func linear(_ channel: Int) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(channels.red) + 0.7152 * linear(channels.green) + 0.0722 * linear(channels.blue)
    }
}
