import Foundation

/// A page of text as a PDF 1.4 file (ISO 32000-1), in Helvetica, which every reader has; Latin letters only.
enum DemoDocument {
    /// A4; the first line is the heading. Lines are ASCII.
    static func pdf(_ lines: [String]) -> Data {
        var content = "BT\n/F1 16 Tf\n56 780 Td\n"
        for (index, line) in lines.enumerated() {
            if index == 1 { content += "/F1 11 Tf\n" }
            if index > 0 { content += "0 -20 Td\n" }
            content += "(\(escaped(line))) Tj\n"
        }
        content += "ET\n"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R \
            /Resources << /Font << /F1 4 0 R >> >> >>
            """,
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
            "<< /Length \(content.utf8.count) >>\nstream\n\(content)endstream",
        ]
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Data(file.utf8)
    }

    private static func escaped(_ line: String) -> String {
        line.map { "()\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
}
