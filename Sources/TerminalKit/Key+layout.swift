extension Key {
    public var onLatinLayout: Key { self }
}
