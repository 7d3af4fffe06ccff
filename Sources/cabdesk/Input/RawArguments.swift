import Foundation
import HelpdeskCore

/// The arguments of the program as texts.
///
/// An argument is bytes. Where it is a path that is no UTF-8 (a file name in Windows-1251), the text of it would name
/// nothing, so it becomes a URL `file:///…%C7`, which has the very bytes.
enum RawArguments {
    /// Options that take a path.
    private static let paths = ["--attach", "--dir"]

    /// - Parameter arguments: without the program's name.
    static func texts(_ arguments: [[UInt8]]) -> [String] {
        zip(arguments, [[]] + arguments).map { argument, previous in
            if let text = String(validating: argument, as: UTF8.self) { return text }
            let repaired = String(decoding: argument, as: UTF8.self)
            if paths.contains(String(decoding: previous, as: UTF8.self)) { return url(argument[...]) }
            guard let option = paths.first(where: { repaired.hasPrefix($0 + "=") }) else { return repaired }
            return option + "=" + url(argument.dropFirst(option.utf8.count + 1))
        }
    }

    /// Those of this process.
    static var own: [String] {
        let arguments = (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }
        return texts(arguments.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) })
    }

    private static func url(_ path: ArraySlice<UInt8>) -> String {
        "file://"
            + LocalPath(bytes: path).standardized.bytes.reduce(into: "") { text, byte in
                let isPlain = (0x21..<0x7F).contains(byte) && byte != UInt8(ascii: "%")
                text += isPlain ? String(Unicode.Scalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
            }
    }
}
