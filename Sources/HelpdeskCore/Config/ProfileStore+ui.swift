import TOMLKit

extension ProfileStore {
    /// The table `[ui]`; the defaults without one. Throws `configurationInvalid` (the detail begins with the key) or
    /// `fileUnreadable`.
    public func uiConfiguration() throws(HelpdeskError) -> UIConfiguration {
        guard let entry = try table()["ui"] else { return UIConfiguration() }
        guard let section = entry.table else {
            throw HelpdeskError(.configurationInvalid, subject: configFile, detail: "ui is no table")
        }
        return try UIConfiguration(section, file: configFile)
    }
}
