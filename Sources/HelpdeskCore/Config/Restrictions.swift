/// What the program keeps its user from: in restricted mode it starts no program for them, does not stop for a shell, and
/// knows no files but those of one folder.
///
/// One value, which everything asks that starts a program, goes by a path that the user gives, or reads a file of theirs.
public struct Restrictions: Sendable {
    /// The folder where files come from and go to; nil for anywhere.
    private let folder: EnclosedFolder?

    /// The user may do on this machine what they may do without the program.
    public static let none = Restrictions(folder: nil)

    /// Restricted mode.
    public static func restricted(to folder: EnclosedFolder) -> Restrictions { Restrictions(folder: folder) }

    private init(folder: EnclosedFolder?) {
        self.folder = folder
    }

    public var isRestricted: Bool { folder != nil }

    /// Whether programs may be started for the user, and the terminal may be left to a shell.
    public var allowsPrograms: Bool { folder == nil }

    /// Whether this notification may be made: one needs a program.
    public func allows(_ notification: UIConfiguration.Notifications) -> Bool {
        switch notification {
        case .desktop: allowsPrograms
        case .bell, .osc9, .osc777: true
        }
    }

    /// The folder where files are looked for and saved at first; nil for the usual ones.
    public var filesFolder: LocalPath? { folder?.path }

    /// What a path leads to, if the user may go there.
    ///
    /// - Parameter making: whether missing folders are made now; without restrictions, they are made when a file is saved.
    /// - Throws: `outsideFolder`, `fileUnreadable` or `cannotWriteFile` in restricted mode; else nothing.
    public func locate(_ path: LocalPath, making: Bool = false) throws(HelpdeskError) -> LocatedPath {
        guard let folder else { return LocatedPath(path) }
        return try folder.locate(path, making: making)
    }
}
