import TOMLText

extension ProfileStore {
    /// The table `[ui]`; the defaults without one. Throws `configurationInvalid` (the detail has the line and the key) or
    /// `fileUnreadable`.
    public func uiConfiguration() throws(HelpdeskError) -> UIConfiguration {
        guard let text = try PrivateFile.read(configFile), let entry = try table(text)["ui"]
        else { return UIConfiguration() }
        guard let section = entry.table else {
            throw HelpdeskError(.configurationInvalid, subject: configFile, detail: "ui is no table")
        }
        return try UIConfiguration(section, file: configFile, lines: KeyLines(text))
    }
}
