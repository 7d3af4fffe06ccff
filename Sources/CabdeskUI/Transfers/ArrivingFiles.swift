import Foundation
public import HelpdeskCore
public import HelpdeskModels

/// Files on their way into a draft: being copied, or received from the phone.
public struct ArrivingFiles: Hashable, Sendable {
    public let draft: Draft.ID
    public let names: [String]
}

extension Effect {
    /// The files that it brings into a draft; nil if it is of another kind.
    public var arriving: ArrivingFiles? {
        switch self {
        case .attach(let path, let draft): ArrivingFiles(draft: draft, names: [Self.name(path)])
        case .attachDropped(let dropped, _, let draft):
            ArrivingFiles(draft: draft, names: dropped.paths.map(Self.name))
        case .takePhoneFile(let file, let draft): ArrivingFiles(draft: draft, names: [file.attachment.name])
        default: nil
        }
    }

    private static func name(_ path: String) -> String {
        (PathCompleter.expand(path) as NSString).lastPathComponent
    }
}
