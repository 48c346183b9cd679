import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Packaging step: copies a jar so that each lambda of the program is a class in it.
 *
 * <p>Otherwise the JVM makes these classes. Java 17 comes to each, although it is archived, by way of method handles: a start
 * uses seventy of them, and takes a seventh less CPU without. The rules are those of {@code java.lang.invoke.LambdaMetafactory}.
 */
final class LambdaClasses {
    private static final String OURS = "correlate/";

    /** By the host of their nest, whose members may call what is private in each other. */
    private final Map<String, List<Lambda>> byHost = new HashMap<>();

    /** Arguments: the jar, the copy. */
    public static void main(String[] args) throws IOException {
        new LambdaClasses().copy(Path.of(args[0]), Path.of(args[1]));
    }

    /** Copies all entries in their order, with their times, so that equal jars give equal copies; lambdas behind their host. */
    private void copy(Path jar, Path copy) throws IOException {
        try (var in = new JarFile(jar.toFile()); var out = new ZipOutputStream(Files.newOutputStream(copy))) {
            Map<JarEntry, byte[]> entries = new LinkedHashMap<>();
            for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
                try (InputStream content = in.getInputStream(entry)) {
                    byte[] bytes = content.readAllBytes();
                    entries.put(entry, entry.getName().startsWith(OURS) && entry.getName().endsWith(".class") ? calling(bytes) : bytes);
                }
            }
            for (Map.Entry<JarEntry, byte[]> entry : entries.entrySet()) {
                String name = entry.getKey().getName();
                List<Lambda> lambdas = byHost.getOrDefault(name.replaceFirst("\\.class$", ""), List.of());
                write(out, name, entry.getKey().getTimeLocal(), lambdas.isEmpty() ? entry.getValue() : hosting(lambdas, entry.getValue()));
                for (Lambda lambda : lambdas) {
                    write(out, lambda.name + ".class", entry.getKey().getTimeLocal(), lambda.bytes());
                }
            }
        }
    }

    private static void write(ZipOutputStream out, String name, LocalDateTime time, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }

    /** The class with its lambdas made by calls of their classes, which are noted. */
    private byte[] calling(byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            private String name;
            private String host;
            private int count;

            @Override
            public void visit(int version, int access, String className, String signature, String superName, String[] types) {
                name = className;
                host = className;
                super.visit(version, access, className, signature, superName, types);
            }

            @Override
            public void visitNestHost(String hostName) {
                host = hostName;
                super.visitNestHost(hostName);
            }

            @Override
            public MethodVisitor visitMethod(int access, String methodName, String type, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, methodName, type, signature, exceptions)) {
                    @Override
                    public void visitInvokeDynamicInsn(String method, String site, Handle linker, Object... arguments) {
                        if (!linker.getOwner().equals("java/lang/invoke/LambdaMetafactory") || !linker.getName().equals("metafactory")) {
                            super.visitInvokeDynamicInsn(method, site, linker, arguments);
                            return;
                        }
                        Lambda lambda = new Lambda(name + "$$Lambda" + count++, host, site, new Method(method, arguments[0].toString()),
                                (Type) arguments[2], (Handle) arguments[1]);
                        byHost.computeIfAbsent(host, k -> new ArrayList<>()).add(lambda);
                        super.visitMethodInsn(Opcodes.INVOKESTATIC, lambda.name, Lambda.MAKER, site, false);
                    }
                };
            }
        }, 0);
        return writer.toByteArray();
    }

    private static byte[] hosting(List<Lambda> lambdas, byte[] bytes) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visitEnd() {
                lambdas.forEach(lambda -> super.visitNestMember(lambda.name));
                super.visitEnd();
            }
        }, 0);
        return writer.toByteArray();
    }

    /**
     * A lambda.
     *
     * @param name of its class
     * @param site what is captured, and the interface
     * @param method the interface's, with its erased types
     * @param actual the types that the lambda has in place of these
     * @param body what it calls
     */
    private record Lambda(String name, String host, String site, Method method, Type actual, Handle body) {
        private static final String MAKER = "of";
        private static final String ONE = "ONE";
        private static final Type OBJECT = Type.getType(Object.class);
        private static final Method CONSTRUCTOR = new Method("<init>", "()V");

        private Type self() {
            return Type.getObjectType(name);
        }

        private Type[] captured() {
            return Type.getArgumentTypes(site);
        }

        private boolean constructs() {
            return body.getTag() == Opcodes.H_NEWINVOKESPECIAL;
        }

        byte[] bytes() {
            ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_SUPER, name, null, OBJECT.getInternalName(),
                    new String[] {Type.getReturnType(site).getInternalName()});
            writer.visitNestHost(host);
            Method constructor = new Method("<init>", Type.VOID_TYPE, captured());
            writeConstructor(writer, constructor);
            writeMaker(writer, constructor);
            writeMethod(writer);
            writer.visitEnd();
            return writer.toByteArray();
        }

        private void writeConstructor(ClassWriter writer, Method constructor) {
            var code = new GeneratorAdapter(Opcodes.ACC_PRIVATE, constructor, null, null, writer);
            code.loadThis();
            code.invokeConstructor(OBJECT, CONSTRUCTOR);
            for (int i = 0; i < captured().length; i++) {
                writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "c" + i, captured()[i].getDescriptor(), null, null);
                code.loadThis();
                code.loadArg(i);
                code.putField(self(), "c" + i, captured()[i]);
            }
            code.returnValue();
            code.endMethod();
        }

        /** One that captures nothing is made once. */
        private void writeMaker(ClassWriter writer, Method constructor) {
            var code = new GeneratorAdapter(Opcodes.ACC_STATIC, new Method(MAKER, site), null, null, writer);
            if (captured().length == 0) {
                writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, ONE, self().getDescriptor(), null, null);
                code.getStatic(self(), ONE, self());
                var once = new GeneratorAdapter(Opcodes.ACC_STATIC, new Method("<clinit>", "()V"), null, null, writer);
                once.newInstance(self());
                once.dup();
                once.invokeConstructor(self(), constructor);
                once.putStatic(self(), ONE, self());
                once.returnValue();
                once.endMethod();
            } else {
                code.newInstance(self());
                code.dup();
                code.loadArgs();
                code.invokeConstructor(self(), constructor);
            }
            code.returnValue();
            code.endMethod();
        }

        private void writeMethod(ClassWriter writer) {
            var code = new GeneratorAdapter(Opcodes.ACC_PUBLIC, method, null, null, writer);
            if (constructs()) {
                code.newInstance(Type.getObjectType(body.getOwner()));
                code.dup();
            }
            for (int i = 0; i < captured().length; i++) {
                code.loadThis();
                code.getField(self(), "c" + i, captured()[i]);
            }
            List<Type> wanted = wanted();
            Type[] actuals = actual.getArgumentTypes();
            for (int i = 0; i < actuals.length; i++) {
                code.loadArg(i);
                convert(code, method.getArgumentTypes()[i], actuals[i]);
                convert(code, actuals[i], wanted.get(captured().length + i));
            }
            code.visitMethodInsn(instruction(), body.getOwner(), body.getName(), body.getDesc(), body.isInterface());
            giveBack(code, constructs() ? Type.getObjectType(body.getOwner()) : Type.getReturnType(body.getDesc()));
            code.endMethod();
        }

        /** What the body takes, its object first. */
        private List<Type> wanted() {
            List<Type> wanted = new ArrayList<>();
            if (body.getTag() != Opcodes.H_INVOKESTATIC && !constructs()) {
                wanted.add(Type.getObjectType(body.getOwner()));
            }
            wanted.addAll(Arrays.asList(Type.getArgumentTypes(body.getDesc())));
            return wanted;
        }

        /** A private method of a nest mate is called as any other is. */
        private int instruction() {
            return switch (body.getTag()) {
                case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
                case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
                default -> body.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
            };
        }

        private void giveBack(GeneratorAdapter code, Type result) {
            if (method.getReturnType().equals(Type.VOID_TYPE)) {
                switch (result.getSize()) {
                    case 1 -> code.pop();
                    case 2 -> code.pop2();
                    default -> { }
                }
            } else {
                convert(code, result, actual.getReturnType());
                convert(code, actual.getReturnType(), method.getReturnType());
            }
            code.returnValue();
        }

        private static void convert(GeneratorAdapter code, Type from, Type to) {
            if (from.equals(to)) {
                return;
            }
            if (isReference(from) && isReference(to)) {
                code.checkCast(to);
            } else if (isReference(from)) {
                Type unboxed = from.getClassName().equals("java.lang.Character") ? Type.CHAR_TYPE : to;
                code.unbox(unboxed);
                code.cast(unboxed, to);
            } else if (isReference(to)) {
                code.valueOf(from);
            } else {
                code.cast(from, to);
            }
        }

        private static boolean isReference(Type type) {
            return type.getSort() >= Type.ARRAY;
        }
    }
}
