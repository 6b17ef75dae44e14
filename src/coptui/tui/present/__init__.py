"""Present: records become rows and spans here and nowhere else; people's text is made safe."""
