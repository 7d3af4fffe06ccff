import Foundation
import HTTPTypes
import HelpdeskModels
import HelpdeskTransport
import NettleCrypto

@testable import HelpdeskCore
@testable import HelpdeskServer

/// Headers of requests and answers.
extension FuzzTarget {
    /// The first line is the value of an upload's header, the rest a body: numbers are read as digits or not at all, and
    /// a checksum is right for its own bytes and for no others.
    static func tus(_ bytes: [UInt8]) throws(Finding) {
        let (value, body) = bytes.firstLine
        var headers = HTTPFields()
        headers[.uploadLength] = value
        if let count = headers.byteCount(.uploadLength) {
            try require(count >= 0, "less than nothing")
            let digits = (headers[.uploadLength] ?? "").drop { $0 == "0" }
            try requireSame(digits.isEmpty ? "0" : String(digits), String(count), "another number")
        }
        guard var checksum = try? UploadChecksum(headers[.uploadLength]) else { return }
        body.withUnsafeBytes { checksum.update($0) }
        let own = [
            "sha256 " + Data(SHA256.digest(of: body)).base64EncodedString(),
            "sha1 " + Data(SHA1.digest(of: body)).base64EncodedString(),
        ]
        try require(
            checksum.isRight == own.contains(headers[.uploadLength] ?? ""), "\(value) for bytes of \(own)")
    }

    /// The address that a trusted proxy adds counts, whatever a client says of itself.
    static func forwarded(_ text: String) throws(Finding) {
        guard let proxy = IPNetwork("10.0.0.0/8"), let client = IPAddress("198.51.100.1") else { return }
        let proxies = TrustedProxies([proxy])
        for (name, added) in [("Forwarded", "for=198.51.100.1"), ("X-Forwarded-For", "198.51.100.1")] {
            guard let name = HTTPField.Name(name) else { continue }
            for last in [added, added + ", " + added.replacing("198.51.100.1", with: "10.9.8.7")] {
                var headers = HTTPFields()
                headers[name] = text + ", " + last
                let found = proxies.client(headers, peer: IPAddress("10.0.0.1"))
                try require(found == client, "another client behind \(text.debugDescription)")
            }
        }
        _ = IPNetwork(text)
    }

    /// The first line is a file's size, the second the header Range: what is chosen lies within the file.
    static func range(_ bytes: [UInt8]) throws(Finding) {
        let (number, rest) = bytes.firstLine
        guard let size = Int64(number), size >= 0 else { return }
        let header = String(decoding: rest, as: UTF8.self)
        guard case .part(let part) = ByteRange.choose(header, size: size) else { return }
        try require(part.lowerBound >= 0 && part.upperBound < size, "\(part) of \(size) bytes")
        try require(header.utf8.count >= "bytes=0-".utf8.count, "\(part) for \(header)")
    }

    /// How long to wait, and what time it is there, are read or not, and are within reason.
    static func answer(_ text: String) throws(Finding) {
        let response = TransportResponse(status: 503, headers: ["retry-after": text, "content-type": text])
        if let wait = HelpdeskError(answer: response, from: "desk.example").retryAfter {
            try require((Duration.zero...Duration.seconds(3600)).contains(wait), "to wait \(wait)")
        }
        let dated = TransportResponse(status: 200, headers: ["date": text])
        let page = RTPage(.object(["items": .list([])]), number: 1, rows: 20, .complete, dated)
        if let time = page?.time { try require(Timestamp(time.description) == time, "\(time) is no time") }
    }
}
